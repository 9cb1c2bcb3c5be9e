"""What the running service says of itself: whether it is well, and in numbers."""
