"""The database itself: connections, the lock, prepared statements, migrations. It knows no item and no team page."""
