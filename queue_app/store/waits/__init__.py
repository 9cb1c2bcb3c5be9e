"""Waits: the edges between items that wait for each other."""
