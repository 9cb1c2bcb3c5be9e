"""Plain-text files for agents: how to work here, and a client in one file."""

from functools import cache
from pathlib import Path

from flask import Blueprint, Response

from queue_app.domain.team.rights import Right
from queue_app.screens.frame import read_scene
from queue_app.service.http.access import Caller, anybody, in_team
from queue_app.service.http.hosts import address_for_people
from queue_app.service.http.viewing import viewer
from queue_app.service.http.visitor import visitor
from queue_app.service.process.database import doors
from queue_app.store.team import teams

pages = Blueprint("agents", __name__)
SHIPPED = Path(__file__).parent / "shipped"
UNSAID = "The team has not said it. Ask a person before you say that an item is ready."


@pages.get("/agents.md")
@anybody
def guide() -> Response:
    """How an agent works here; with a token also what finished means in its team."""
    sender = visitor()
    if sender is None or sender.token is None:
        return _guide("")
    with doors().reading() as conn:
        return _guide(str(teams.settings(conn, sender.token.team)["finished_means"]))


@pages.get("/teams/<number:team>/agents.md")
@in_team(Right.SEE)
def guide_of_team(caller: Caller) -> Response:
    """The same with what finished means in this team."""
    with doors().reading() as conn:
        return _guide(read_scene(conn, viewer(caller)).frame.team.finished_means)


@pages.get("/topmost.py")
@anybody
def client() -> Response:
    """The client for agents and scripts."""
    return Response(_shipped("topmost.py"), mimetype="text/x-python")


def _guide(finished_means: str) -> Response:
    text = _shipped("agents.md").replace("{address}", address_for_people())
    return Response(text.replace("{finished_means}", finished_means or UNSAID), mimetype="text/markdown")


@cache
def _shipped(name: str) -> str:
    return (SHIPPED / name).read_text(encoding="utf-8")
