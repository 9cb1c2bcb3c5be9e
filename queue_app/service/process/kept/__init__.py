"""The caches of a process: readings, forecasts, covers, compiled templates."""
