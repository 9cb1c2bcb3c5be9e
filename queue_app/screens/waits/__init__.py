"""What waits for what, as pages show it."""
