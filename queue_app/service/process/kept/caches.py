"""All caches of a process. Each value is computed once for a state of a team."""

from flask import Flask

from queue_app.service.process.kept.covers import cache_covers
from queue_app.service.process.kept.forecasts import cache_forecasts
from queue_app.service.process.kept.readings import share_readings


def start_caches(app: Flask) -> None:
    """Start with empty caches. Call it again after switching to another database."""
    cache_forecasts(app)
    cache_covers(app)
    share_readings(app)
