"""What a process keeps, so that it is read, computed, drawn or compiled once."""
