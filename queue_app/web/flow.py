"""Flow: what the team finished, how long it took, what runs, arrivals and departures."""

from functools import partial

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from queue_app.domain.errors import InputError
from queue_app.domain.flow.span import CHOICES
from queue_app.domain.team.rights import Right
from queue_app.screens.flow.flow import ChosenSpan, FlowScreen, flow_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.web.html.form import Form
from queue_app.web.html.posting import Answer
from queue_app.web.html.where import days_in

pages = Blueprint("flow", __name__, url_prefix="/teams/<number:team>/flow")


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | Answer:
    """For an offered `span`, or `from` one day `to` another. Nothing is counted if the client has the page already."""
    try:
        read = partial(flow_screen, chosen=_span())
        return fresh(caller, read, lambda screen: _page(screen, Form()))
    except InputError as wrong:
        with doors().reading() as conn:
            screen = flow_screen(conn, viewer(caller))
        return _page(screen, Form.refused(request.args, wrong)), 422


def _span() -> ChosenSpan:
    """The span; an invalid one is the default. Raises InputError."""
    span = days_in(request.args)
    return (
        span if span is not None else next((choice for choice in CHOICES if choice == request.args.get("span")), "26w")
    )


def _page(screen: FlowScreen, form: Form) -> str:
    return render_template("flow/show.html", screen=screen, form=form)
