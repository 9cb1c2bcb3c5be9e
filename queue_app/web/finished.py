"""Finished items by day, dropped items, and added items."""

from functools import partial
from typing import Any, get_args

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.refusals import OrderChanged
from queue_app.domain.team.rights import Right
from queue_app.screens.flow.closed import Only
from queue_app.screens.flow.finished import FinishedScreen, finished_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.web.html.posting import flash_refusal
from queue_app.web.html.where import days_in, words_in

pages = Blueprint("finished", __name__, url_prefix="/teams/<number:team>/finished")

LISTS: tuple[Only, ...] = get_args(Only)


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | tuple[str, int]:
    """By day, newest first; `only` is another list, `from` and `to` are days, `after` is a cursor. Raises InputError."""
    after = request.args.get("after")
    last = inputs.whole("after", after, 1, inputs.LARGEST_NUMBER) if after else None
    listing = _listing()
    try:
        return fresh(caller, partial(finished_screen, **listing, after=last), _page)
    except OrderChanged as changed:
        flash_refusal(changed)
    with doors().reading() as conn:
        return _page(finished_screen(conn, viewer(caller), **listing)), 409


def _listing() -> dict[str, Any]:
    """The list and its filter. Raises InputError."""
    only = inputs.one_of("only", request.args.get("only") or "finished", LISTS)
    return {"only": only, "words": words_in(request.args), "within": days_in(request.args)}


def _page(screen: FinishedScreen) -> str:
    return render_template("finished/show.html", screen=screen)
