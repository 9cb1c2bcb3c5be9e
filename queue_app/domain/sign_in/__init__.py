"""What a password may be, and how long a wrong one makes people wait."""
