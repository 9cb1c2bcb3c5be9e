"""What people do to items: one verb per module."""
