"""Pages for people who write programs."""
