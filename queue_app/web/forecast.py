"""The forecast: when, how many, what odds. Each question is an address that can be shared; nothing is stored."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import InputError
from queue_app.domain.team.rights import Right
from queue_app.screens.forecast.asked import MOST_ITEMS, Ask, Question
from queue_app.screens.forecast.forecast import ForecastScreen, forecast_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.chores import wake_chores
from queue_app.service.process.database import doors
from queue_app.web.html.form import Form
from queue_app.web.html.posting import Answer
from queue_app.web.html.where import words_in

pages = Blueprint("forecast", __name__, url_prefix="/teams/<number:team>/forecast")

ASKS: Mapping[str, Ask] = {"when": "when", "many": "many", "odds": "odds"}


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | Answer:
    """The answer to the question in the address."""
    try:
        read = partial(forecast_screen, question=_question())
        # A missing record may be added at any time, so the page changes each minute.
        return fresh(caller, read, lambda screen: _page(screen, Form()), each_minute=True)
    except InputError as wrong:
        with doors().reading() as conn:
            screen = forecast_screen(conn, viewer(caller), Question(_kind()))
        return _page(screen, Form.refused(request.args, wrong)), 422


def _question() -> Question:
    """The question; empty fields are ignored. Raises InputError."""
    args = request.args

    def number(name: str, most: int) -> int | None:
        return inputs.whole(name, args[name], 1, most) if args.get(name, "").strip() else None

    return Question(
        ask=_kind(),
        item=number("item", inputs.LARGEST_NUMBER),
        down=bool(args.get("down")),
        items=number("items", MOST_ITEMS),
        place=number("place", inputs.LARGEST_NUMBER),
        by=inputs.day("by", args["by"]) if args.get("by") else None,
        words=words_in(args),
    )


def _kind() -> Ask:
    return ASKS.get(request.args.get("ask", ""), "when")


def _page(screen: ForecastScreen, form: Form) -> str:
    """Render the page and wake the chores if a record is missing; the page does not wait for it."""
    if not screen.team_forecast.recorded:
        wake_chores()
    return render_template("forecast/show.html", screen=screen, form=form)
