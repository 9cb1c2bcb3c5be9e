"""A thread of each process looks every quarter of an hour whether there is something to do. It starts with the first request."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from queue_app.service.stopping import stopping
from queue_app.store.engine import Doors
from queue_app.usecases.chores import keep_states, tidy
from queue_app.usecases.transaction import alone, utc_now

EVERY = timedelta(minutes=15)

_log = logging.getLogger("topmost.chores")


class Chores:
    """One per process."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread; later calls do nothing."""
        if self._thread is None and self._starting.acquire(blocking=False):
            self._thread = threading.Thread(target=self._run, name="chores", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not stopping.is_set():
            self._try("tidying", lambda: alone(self._doors, tidy, now=utc_now()))
            self._try("keeping of the states of areas", lambda: keep_states(self._doors, utc_now()))
            stopping.wait(EVERY.total_seconds())

    def _try(self, what: str, chore: Callable[[], object]) -> None:
        try:
            chore()
        except Exception:
            _log.exception("the daily %s failed and is tried again in %s", what, EVERY)
