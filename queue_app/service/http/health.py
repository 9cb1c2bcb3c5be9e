"""Whether the process lives, and whether it can work: `/livez` for who restarts it, `/readyz` for who sends requests."""

from flask import Blueprint, Response

from queue_app.service.http.access import anybody
from queue_app.service.process.database import doors
from queue_app.store.db import ready

health = Blueprint("health", __name__)


@health.get("/livez")
@anybody
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@anybody
def can_work() -> Response:
    """200 when everything works, else 503 with the first thing that does not."""
    trouble = ready.trouble(doors())
    return Response(f"{trouble or 'ok'}\n", 503 if trouble else 200, mimetype="text/plain")
