"""The edges between items that wait for one another."""
