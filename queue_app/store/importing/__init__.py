"""Uploaded files, and bulk imports of items."""
