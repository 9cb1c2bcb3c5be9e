"""Health: `/livez` for the process supervisor, `/readyz` for the load balancer."""

import logging
import time
from dataclasses import dataclass

from flask import Blueprint, Response, current_app

from queue_app import __version__
from queue_app.service.http.access import anybody
from queue_app.service.process.database import doors
from queue_app.store.db import ready
from queue_app.usecases.readiness import find_problem
from queue_app.usecases.transaction import utc_now

EVERY_SECONDS = 60
health = Blueprint("health", __name__)
_log = logging.getLogger("topmost.health")


@dataclass
class _Writes:
    """Tries a real write now and then, not at each check, since each one waits for the disk."""

    last: float = 0.0

    def are_due(self) -> bool:
        now = time.monotonic()
        due = now - self.last >= EVERY_SECONDS
        self.last = now if due else self.last
        return due


_writes = _Writes()


@health.get("/livez")
@anybody
def alive() -> Response:
    """200: the process answers."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@anybody
def can_work() -> Response:
    """200 if everything works, else 503 with the first failure. Warnings go to the log."""
    now = utc_now()
    trouble = find_problem(doors(), now, write=not current_app.testing and _writes.are_due())
    if trouble:
        _writes.last = 0.0
        return Response(f"{trouble}\n", 503, mimetype="text/plain")
    warnings = ready.warnings(doors(), now)
    for warning in warnings:
        _log.warning("%s", warning)
    further = ", but see `topmost doctor`: the clock" if warnings else ""
    return Response(f"ok, version {__version__}{further}\n", mimetype="text/plain")
