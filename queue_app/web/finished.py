"""What left the order: finished by day, or dropped; and what came into it."""

from collections.abc import Mapping
from functools import partial
from typing import Any, get_args

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.refusals import OrderChanged
from queue_app.domain.team.rights import Right
from queue_app.screens.flow.finished import FinishedScreen, Only, finished_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.web.html.form import Form
from queue_app.web.html.where import Asked, days_in, drawn_at, words_in

pages = Blueprint("finished", __name__, url_prefix="/teams/<number:team>/finished")

LISTS: tuple[Only, ...] = get_args(Only)


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | tuple[str, int]:
    """By day, newest first; `only` is another list, `from` and `to` are days, `after` a cursor. Raises InputError."""
    after = request.args.get("after")
    last = inputs.whole("after", after, 1, inputs.LARGEST_NUMBER) if after else None
    try:
        return fresh(
            caller, partial(finished_screen, **_asked(request.args), after=last), lambda screen: _page(screen, Form())
        )
    except OrderChanged as changed:
        return _finished(caller, Form.refused(MultiDict(), changed), {}, request.args), 409


@drawn_at("finished.show")
def _finished(caller: Caller, form: Form, address: Mapping[str, Any], asked: Asked) -> str:
    with doors().reading() as conn:
        screen = finished_screen(conn, viewer(caller), **_asked(asked))
    return _page(screen, form)


def _asked(asked: Asked) -> dict[str, Any]:
    """Which list, and what it is narrowed to. Raises InputError."""
    only = inputs.one_of("only", asked.get("only") or "finished", LISTS)
    return {"only": only, "words": words_in(asked), "within": days_in(asked)}


def _page(screen: FinishedScreen, form: Form) -> str:
    return render_template("finished/show.html", screen=screen, form=form)
