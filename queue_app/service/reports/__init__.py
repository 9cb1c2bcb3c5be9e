"""Reports about the running service: health, checks and metrics."""
