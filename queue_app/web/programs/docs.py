"""For people who write programs: the API by examples that work, and every action with its fields."""

from functools import cache
from pathlib import Path

from flask import Blueprint, render_template

from queue_app.service.http.access import anybody
from queue_app.service.http.hosts import address_for_people
from queue_app.usecases.action import On
from queue_app.usecases.actions import ACTIONS

pages = Blueprint("programs", __name__, url_prefix="/api")
EXAMPLES = Path(__file__).parents[1] / "shipped" / "api.md"
PLACES: tuple[On, ...] = ("queue", "item", "team")


@pages.get("/docs")
@anybody
def show() -> str:
    """The examples, for this address, and the list of actions."""
    by_place = {on: [action for action in ACTIONS.values() if action.on == on] for on in PLACES}
    return render_template("programs/show.html", words=examples(address_for_people()), actions=by_place)


def examples(address: str) -> str:
    """The examples in Markdown, for a server at this address."""
    return _text().replace("{address}", address)


@cache
def _text() -> str:
    return EXAMPLES.read_text(encoding="utf-8")
