"""Charts: positions on axes, and labels."""
