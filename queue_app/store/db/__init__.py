"""The database itself: connections, the lock, prepared statements, migrations."""
