"""The forecast page, and what guests see of it."""
