"""Uploaded files, and items that arrive by the thousand."""
