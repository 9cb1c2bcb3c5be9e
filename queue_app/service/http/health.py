"""Health: `/livez` for the process supervisor, `/readyz` for the load balancer."""

from flask import Blueprint, Response

from queue_app.service.http.access import anybody
from queue_app.service.process.database import doors
from queue_app.store.db import ready

health = Blueprint("health", __name__)


@health.get("/livez")
@anybody
def alive() -> Response:
    """200: the process answers."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@anybody
def can_work() -> Response:
    """200 if everything works, else 503 with the first failure."""
    trouble = ready.find_problem(doors())
    return Response(f"{trouble or 'ok'}\n", 503 if trouble else 200, mimetype="text/plain")
