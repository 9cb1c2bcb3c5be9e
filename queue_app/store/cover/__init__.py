"""What is known about who can take which area."""
