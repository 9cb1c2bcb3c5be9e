"""Logs a request once while it hangs, with the stack of its thread: afterwards it would be unknown where it waited.

`still GET /teams/1 10 s`. A thread checks the running requests of this process. It starts with the first request.
"""

import logging
import sys
import threading
import time
import traceback
from dataclasses import dataclass

from flask import Flask, request

from queue_app.service.http.request_log import masked_path, plain_method
from queue_app.service.process.stopping import stopping

AFTER_SECONDS = 10
_LOOK_SECONDS = 1.0
_log = logging.getLogger("topmost.hanging")


@dataclass
class _Running:
    what: str
    since: float
    told: bool = False


class Hanging:
    """The running requests of this process, by thread."""

    def __init__(self) -> None:
        self._running: dict[int, _Running] = {}
        self._starting = threading.Lock()

    def begin(self, what: str) -> None:
        """Note that a request begins in this thread."""
        self._running[threading.get_ident()] = _Running(what, time.monotonic())

    def end(self) -> None:
        """Note that it ended."""
        self._running.pop(threading.get_ident(), None)

    def look(self, now: float) -> None:
        """Log each request that runs for too long at the time `now`, once."""
        for thread, one in list(self._running.items()):
            if not one.told and now - one.since >= AFTER_SECONDS:
                one.told = True
                _log.warning("still %s %.0f s\n%s", one.what, now - one.since, _stack(thread))

    def start(self) -> None:
        """Start the thread; later calls do nothing."""
        if self._starting.acquire(blocking=False):
            threading.Thread(target=self._run, name="hanging", daemon=True).start()

    def _run(self) -> None:
        while not stopping.wait(_LOOK_SECONDS):
            self.look(time.monotonic())


def watch_requests(app: Flask) -> None:
    """Watch every request."""
    hanging = Hanging()
    app.extensions["hanging"] = hanging

    def begin() -> None:
        hanging.begin(f"{plain_method(request.environ['REQUEST_METHOD'])} {masked_path()}")
        if not app.testing:
            hanging.start()

    app.before_request(begin)
    app.teardown_request(lambda _error: hanging.end())


def _stack(thread: int) -> str:
    frame = sys._current_frames().get(thread)
    return "".join(traceback.format_stack(frame)).rstrip() if frame else "(its thread has gone)"
