"""Waits between items, as pages show them."""
