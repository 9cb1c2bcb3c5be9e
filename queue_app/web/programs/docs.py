"""For people who write programs: the API by examples that work, and every action with its fields."""

from functools import cache
from pathlib import Path

from flask import Blueprint, Response, render_template

from queue_app.service.http.access import anybody
from queue_app.service.http.hosts import address_for_people
from queue_app.usecases.action import On
from queue_app.usecases.actions import ACTIONS

pages = Blueprint("programs", __name__, url_prefix="/api")
SHIPPED = Path(__file__).parents[1] / "shipped"
PLACES: tuple[On, ...] = ("queue", "item", "team")


@pages.get("/docs")
@anybody
def show() -> str:
    """The examples, for this address, and the list of actions."""
    by_place = {on: [action for action in ACTIONS.values() if action.on == on] for on in PLACES}
    return render_template("programs/show.html", words=examples(address_for_people()), actions=by_place)


@pages.get("/client.py")
@anybody
def client() -> Response:
    """A client of one file that follows links only, to read and to start from."""
    return Response(_shipped("client.py"), mimetype="text/x-python")


def examples(address: str) -> str:
    """The examples in Markdown, for a server at this address."""
    return _shipped("api.md").replace("{address}", address)


@cache
def _shipped(name: str) -> str:
    return (SHIPPED / name).read_text(encoding="utf-8")
