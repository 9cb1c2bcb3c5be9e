"""Backups: writing a whole database to one file, and restoring it into an empty database."""
