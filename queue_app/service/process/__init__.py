"""The running process: server, stop signal, chores, database, values kept between requests."""
