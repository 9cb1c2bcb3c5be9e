"""Backups made by each release, to test that later versions can restore them."""
