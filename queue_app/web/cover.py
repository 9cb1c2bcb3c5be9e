"""Cover: who can take what, in numbers per area; away and leaving; what one says of oneself. For who has the right to see it."""

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
from queue_app.screens.cover.away import Asked as AskedDays
from queue_app.screens.cover.away import away_screen
from queue_app.screens.cover.cover import CoverScreen, cover_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.usecases.action import Action
from queue_app.usecases.cover import absences, claims, declare
from queue_app.web.html.form import Form
from queue_app.web.html.posting import Answer, posted, typed
from queue_app.web.html.where import Asked, day_in

pages = Blueprint("cover", __name__, url_prefix="/teams/<number:team>/cover")

_SECTIONS: dict[Action, str] = {
    declare.DECLARE: "mine",
    absences.ADD_ABSENCE: "absences",
    absences.REMOVE_ABSENCE: "absences",
    claims.CLAIM: "names",
    claims.TAKE_BACK_CLAIM: "names",
    claims.DISOWN: "mine",
}
"""The forms of the page, and the section that each belongs to."""
_CLICKS = (absences.REMOVE_ABSENCE, claims.CLAIM, claims.TAKE_BACK_CLAIM)
_OF_AREA = "area-"


@pages.get("")
@in_team(Right.COVER)
def show(caller: Caller) -> Response:
    """The areas in the order of what hurts first. What healed shows when the day's states were kept, without an event."""
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
    """What stands still by the absences that are entered; a member may choose days and people instead, kept nowhere."""
    try:
        return _away(caller, _days(request.args), Form())
    except InputError as wrong:
        return _away(caller, AskedDays(), Form.refused(request.args, wrong)), 422


def _away(caller: Caller, asked: AskedDays, form: Form) -> str:
    with doors().reading() as conn:
        screen = away_screen(conn, viewer(caller), asked)
    return render_template("cover/away.html", screen=screen, form=form)


def _days(asked: Asked) -> AskedDays:
    first, last = (day_in(asked, name) if asked.get(name) else None for name in ("first", "last"))
    people = [inputs.whole("people", one, 1, inputs.LARGEST_NUMBER) for one in asked.getlist("people")]
    return AskedDays(first, last, frozenset(people))


def _declared() -> MultiDict[str, str]:
    """A form says one thing of each area; the action takes the areas by what is said of them."""
    said = [(name, value) for name, value in request.form.items(multi=True)]
    of_areas = [(value, name.removeprefix(_OF_AREA)) for name, value in said if name.startswith(_OF_AREA)]
    return MultiDict(
        [
            *((kind, area) for kind, area in of_areas if kind in KINDS),
            *((name, value) for name, value in said if not name.startswith(_OF_AREA)),
        ]
    )


def _offer(action: Action, section: str) -> None:
    """Give a form of the page its route."""
    read = _declared if action is declare.DECLARE else typed
    page = None if action in _CLICKS else _cover

    def act(caller: Caller) -> Answer:
        to = url_for("cover.show", team=caller.team.id, _anchor=section)
        return posted(caller, action, to, page and partial(page, caller), read)

    view: Callable[..., Any] = in_team(action.right)(act)
    pages.add_url_rule(f"/{action.name}", action.verb, view, methods=["POST"])


for _action, _section in _SECTIONS.items():
    _offer(_action, _section)
