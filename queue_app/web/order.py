"""The order history: every move in words."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.team.rights import Right
from queue_app.screens.queue.order import OrderScreen, order_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.web.html.form import Form
from queue_app.web.html.where import Asked, drawn_at, number_in

pages = Blueprint("order", __name__, url_prefix="/teams/<number:team>/order")


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response:
    """The newest first; `before` is the cursor of a link. Raises InputError."""
    asked = request.args.get("before")
    before = inputs.whole("before", asked, 1, inputs.LARGEST_NUMBER) if asked else None
    return fresh(caller, partial(order_screen, before=before), lambda screen: _page(screen, Form()))


@drawn_at("order.show")
def _order(caller: Caller, form: Form, address: Mapping[str, Any], asked: Asked) -> str:
    with doors().reading() as conn:
        screen = order_screen(conn, viewer(caller), number_in(asked, "before"))
    return _page(screen, form)


def _page(screen: OrderScreen, form: Form) -> str:
    return render_template("order/show.html", screen=screen, form=form)
