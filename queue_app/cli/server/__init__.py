"""Commands about the running server and its database: serve, health, backup, doctor, upgrade, chores."""
