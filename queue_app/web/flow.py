"""Flow: what the team finished, how long it took, what runs, what came and what went."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain.errors import InputError
from queue_app.domain.flow.span import CHOICES
from queue_app.domain.team.rights import Right
from queue_app.screens.flow.flow import AskedSpan, FlowScreen, flow_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.web.html.form import Form
from queue_app.web.html.posting import Answer
from queue_app.web.html.where import Asked, days_in, drawn_at

pages = Blueprint("flow", __name__, url_prefix="/teams/<number:team>/flow")


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | Answer:
    """For a `span` that is offered, or `from` one day `to` another. Nothing is counted for whoever has the page already."""
    try:
        read = partial(flow_screen, asked=_asked(request.args))
        return fresh(caller, read, lambda screen: _page(screen, Form()))
    except InputError as wrong:
        return _flow(caller, Form.refused(request.args, wrong), {}, MultiDict()), 422


@drawn_at("flow.show")
def _flow(caller: Caller, form: Form, address: Mapping[str, Any], asked: Asked) -> str:
    try:
        span = _asked(asked)
        with doors().reading() as conn:
            screen = flow_screen(conn, viewer(caller), span)
    except InputError:  # The form that came back is about something else.
        return _flow(caller, form, address, MultiDict())
    return _page(screen, form)


def _asked(asked: Asked) -> AskedSpan:
    """What makes no sense as a span is the usual one. Raises InputError."""
    span = days_in(asked)
    return span if span is not None else next((choice for choice in CHOICES if choice == asked.get("span")), "26w")


def _page(screen: FlowScreen, form: Form) -> str:
    return render_template("flow/show.html", screen=screen, form=form)
