"""What people say about areas and absences."""
