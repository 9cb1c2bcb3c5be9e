"""Backups: one file with everything that a database holds, and the way back into an empty place."""
