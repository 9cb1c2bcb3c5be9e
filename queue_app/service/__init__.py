"""The running service: requests, database, log, health, chores, stopping. No rule of the queue."""
