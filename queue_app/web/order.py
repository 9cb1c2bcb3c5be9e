"""The order history: every move in words."""

from functools import partial

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.team.rights import Right
from queue_app.screens.queue.order import OrderScreen, order_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh

pages = Blueprint("order", __name__, url_prefix="/teams/<number:team>/order")


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response:
    """The newest moves first; `before` is the cursor of a link. Raises InputError."""
    cursor = request.args.get("before")
    before = inputs.whole("before", cursor, 1, inputs.LARGEST_NUMBER) if cursor else None
    return fresh(caller, partial(order_screen, before=before), _page)


def _page(screen: OrderScreen) -> str:
    return render_template("order/show.html", screen=screen)
