"""Cover: how many people can take each area, the away page, and the viewer's declarations.

It requires the right to see cover.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.cover.declarations import KINDS
from queue_app.domain.errors import InputError
from queue_app.domain.team.rights import Right
from queue_app.screens.cover.away import AwayQuestion, away_screen
from queue_app.screens.cover.cover import CoverScreen, cover_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.usecases.action import Action
from queue_app.usecases.cover import absences, claims, declare
from queue_app.web.html.form import Form
from queue_app.web.html.posting import Answer, form_content, run_form
from queue_app.web.html.where import day_in

pages = Blueprint("cover", __name__, url_prefix="/teams/<number:team>/cover")

_SECTIONS: dict[Action, str] = {
    declare.DECLARE: "mine",
    absences.ADD_ABSENCE: "absences",
    absences.REMOVE_ABSENCE: "absences",
    claims.CLAIM: "names",
    claims.TAKE_BACK_CLAIM: "names",
    claims.DISOWN: "mine",
}
"""The forms of the page, and the section of each."""
_CLICKS = (absences.REMOVE_ABSENCE, claims.TAKE_BACK_CLAIM)
_OF_AREA = "area-"


@pages.get("")
@in_team(Right.COVER)
def show(caller: Caller) -> Response:
    """The areas, most urgent first. Healed areas show once the day's states are stored, which is no event."""
    return fresh(caller, cover_screen, lambda screen: _page(screen, Form()), each_minute=True)


def _cover(caller: Caller, form: Form) -> str:
    with doors().reading() as conn:
        screen = cover_screen(conn, viewer(caller))
    return _page(screen, form)


def _page(screen: CoverScreen, form: Form) -> str:
    return render_template("cover/show.html", screen=screen, form=form)


@pages.get("/away")
@in_team(Right.COVER)
def away(caller: Caller) -> str | tuple[str, int]:
    """The items that nobody could start on some days, by the entered absences."""
    return _asked(caller, request.args, frozenset)


@pages.post("/away")
@in_team(Right.COVER)
def ask_away(caller: Caller) -> str | tuple[str, int]:
    """The same for people chosen by a member. They are sent in the body, so that they are in no address, history or log."""
    return _asked(caller, request.form, lambda: _people(request.form))


def _asked(caller: Caller, asked: MultiDict[str, str], people: Callable[[], frozenset[int]]) -> str | tuple[str, int]:
    try:
        first, last = (day_in(asked, name) if asked.get(name) else None for name in ("first", "last"))
        return _away(caller, AwayQuestion(first, last, people()), Form())
    except InputError as wrong:
        return _away(caller, AwayQuestion(), Form.refused(asked, wrong)), 422


def _away(caller: Caller, days: AwayQuestion, form: Form) -> str:
    with doors().reading() as conn:
        screen = away_screen(conn, viewer(caller), days)
    return render_template("cover/away.html", screen=screen, form=form)


def _people(form: MultiDict[str, str]) -> frozenset[int]:
    return frozenset(inputs.whole("people", raw, 1, inputs.LARGEST_NUMBER) for raw in form.getlist("people"))


def _declared() -> MultiDict[str, str]:
    """Convert the form: it has one declaration per area, the action takes areas per declaration."""
    pairs = [(name, value) for name, value in request.form.items(multi=True)]
    of_areas = [(value, name.removeprefix(_OF_AREA)) for name, value in pairs if name.startswith(_OF_AREA)]
    return MultiDict(
        [
            *((kind, area) for kind, area in of_areas if kind in KINDS),
            *((name, value) for name, value in pairs if not name.startswith(_OF_AREA)),
        ]
    )


def _offer(action: Action, section: str) -> None:
    """Register the route of a form of the page."""
    read = _declared if action is declare.DECLARE else form_content
    page = None if action in _CLICKS else _cover

    def act(caller: Caller) -> Answer:
        to = url_for("cover.show", team=caller.team.id, _anchor=section)
        return run_form(caller, action, to, page and partial(page, caller), read)

    view: Callable[..., Any] = in_team(action.right)(act)
    pages.add_url_rule(f"/{action.name}", action.verb, view, methods=["POST"])


for _action, _section in _SECTIONS.items():
    _offer(_action, _section)
