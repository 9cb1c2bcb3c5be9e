"""Grown up: `gunicorn -c gunicorn.conf.py wsgi:app`. Takes the same environment as `python wsgi.py`.

Each of WORKERS processes answers THREADS requests at once and keeps as many database connections.
"""

import os
import signal
import sys
from types import FrameType
from typing import Any

from config import from_environment
from queue_app.service.process.stopping import stopping
from queue_app.store.db.migrate import NotUpgraded, upgrade

_settings = from_environment()

bind = f"[{_settings.HOST}]:{_settings.PORT}" if ":" in _settings.HOST else f"{_settings.HOST}:{_settings.PORT}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = _settings.THREADS
graceful_timeout = _settings.GRACE_SECONDS
keepalive = 5


def on_starting(server: Any) -> None:
    """Once, before any worker: bring the database up to date."""
    try:
        upgrade(_settings.DATABASE_URL)
    except NotUpgraded as refused:
        sys.exit(f"Topmost did not start. {refused}")


def post_worker_init(worker: Any) -> None:
    """What answers for long must hear of SIGTERM first; otherwise the worker waits for it until the grace ends."""
    finish = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        finish(number, frame)

    signal.signal(signal.SIGTERM, stop)
