"""The counters of this process: requests, their duration, refusals, actions. Several processes share files.

No label names a person, and the number of values is bounded: routes and codes come from the code, teams are few.
"""

import atexit
import os
import shutil
import tempfile
import time
from typing import cast

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from queue_app.service.http.request_log import plain_method
from queue_app.store.db.engine import Doors

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_SHARED = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The counters of the service."""

    def __init__(self, folder: str | None = None) -> None:
        self._folder = folder
        self._own = own = CollectorRegistry()
        self.requests = Counter(
            "topmost_requests", "Answers, by route and status.", ("method", "route", "status"), registry=own
        )
        self.seconds = Histogram(
            "topmost_request_seconds", "How long answers took.", ("route",), buckets=BUCKETS, registry=own
        )
        self.waits = Histogram(
            "topmost_database_wait_seconds",
            "How long it took until a snapshot could be read, or until a write had its lock.",
            ("door",),
            buckets=BUCKETS,
            registry=own,
        )
        self.streams = Gauge("topmost_streams", "Streams that are open.", registry=own, multiprocess_mode="livesum")
        self.refusals = Counter("topmost_refusals", "What was refused, by its code.", ("code",), registry=own)
        self.acts = Counter("topmost_acts", "What was done, such as pull, by its action.", ("action",), registry=own)

    @classmethod
    def shared(cls) -> "Metrics":
        """Counters shared with the processes that are forked later, in files that are deleted when this process ends."""
        folder = tempfile.mkdtemp(prefix="topmost-metrics-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ[_SHARED] = folder
        values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
        return cls(folder)

    def forget(self, process: int) -> None:
        """A process ended: none of its streams is open."""
        if self._folder is not None:
            mark_process_dead(process, path=self._folder)  # type: ignore[no-untyped-call]

    def registry(self) -> CollectorRegistry:
        """The counters of all processes."""
        if self._folder is None:
            return self._own
        together = CollectorRegistry()
        MultiProcessCollector(together, path=self._folder)  # type: ignore[no-untyped-call]
        return together


def count_requests(app: Flask) -> None:
    """Count every answer, every stream, and how long the database let people wait."""
    app.extensions["metrics"] = Metrics()
    app.after_request(_count)
    count_waits(app, app.extensions["doors"])

    def count_streams(count: int) -> None:
        _numbers_of(app).streams.set(count)

    app.extensions["watchers"].counted = count_streams


def count_waits(app: Flask, doors: Doors) -> None:
    """Count how long who comes to these doors has to wait."""
    doors.waited = lambda door, seconds: _numbers_of(app).waits.labels(door).observe(seconds)


def metrics() -> Metrics:
    """The counters of the running application."""
    return _numbers_of(current_app)


def _numbers_of(app: Flask) -> Metrics:
    """Looked up each time: several processes share others than the application was made with."""
    return cast(Metrics, app.extensions["metrics"])


def _count(answer: Response) -> Response:
    route = request.endpoint or "none"
    method = plain_method(request.environ["REQUEST_METHOD"])
    metrics().requests.labels(method, route, str(answer.status_code)).inc()
    if "began" in g:
        metrics().seconds.labels(route).observe(time.perf_counter() - g.began)
    return answer
