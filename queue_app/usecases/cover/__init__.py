"""What people declare about areas and absences."""
