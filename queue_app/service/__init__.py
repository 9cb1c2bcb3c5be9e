"""The running service about itself: database, log, health, chores, stopping. No rule of the queue."""
