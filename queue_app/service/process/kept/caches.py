"""All caches of a process. Each of their values is computed once for a state of a team."""

from flask import Flask

from queue_app.service.process.kept.covers import cache_covers
from queue_app.service.process.kept.forecasts import cache_forecasts
from queue_app.service.process.kept.readings import share_readings


def start_caches(app: Flask) -> None:
    """Begin with empty ones. On another database this is to be done again."""
    cache_forecasts(app)
    cache_covers(app)
    share_readings(app)
