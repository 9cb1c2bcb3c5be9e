"""Facts about who can take which area."""
