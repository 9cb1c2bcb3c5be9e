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
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

from queue_app.service.http.request_log import plain_method

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

    def registry(self) -> CollectorRegistry:
        """The counters of all processes."""
        if self._folder is None:
            return self._own
        together = CollectorRegistry()
        MultiProcessCollector(together, path=self._folder)  # type: ignore[no-untyped-call]
        return together


def count_requests(app: Flask) -> None:
    """Count every answer."""
    app.extensions["metrics"] = Metrics()
    app.after_request(_count)


def metrics() -> Metrics:
    """The counters of the running application."""
    return cast(Metrics, current_app.extensions["metrics"])


def _count(answer: Response) -> Response:
    route = request.endpoint or "none"
    method = plain_method(request.environ["REQUEST_METHOD"])
    metrics().requests.labels(method, route, str(answer.status_code)).inc()
    if "began" in g:
        metrics().seconds.labels(route).observe(time.perf_counter() - g.began)
    return answer
