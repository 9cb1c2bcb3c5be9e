"""The forecast page, and its version for guests."""
