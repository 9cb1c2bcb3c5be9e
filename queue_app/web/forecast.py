"""The forecast: when, how many, what odds. Each question is an address that can be passed on; nothing is kept of it."""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import InputError
from queue_app.domain.team.rights import Right
from queue_app.screens.forecast.asked import Ask, Question
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
MOST_ITEMS = 10_000


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | Answer:
    """The answer to what the address asks."""
    try:
        read = partial(forecast_screen, question=_asked())
        # Each minute anew, because a record that was missing comes by itself.
        return fresh(caller, read, lambda screen: _page(screen, Form()), each_minute=True)
    except InputError as wrong:
        with doors().reading() as conn:
            screen = forecast_screen(conn, viewer(caller), Question(_kind()))
        return _page(screen, Form.refused(request.args, wrong)), 422


def _asked() -> Question:
    """What an empty field asks is nothing. Raises InputError."""
    asked = request.args

    def number(name: str, most: int) -> int | None:
        return inputs.whole(name, asked[name], 1, most) if asked.get(name, "").strip() else None

    return Question(
        ask=_kind(),
        item=number("item", inputs.LARGEST_NUMBER),
        down=bool(asked.get("down")),
        items=number("items", MOST_ITEMS),
        place=number("place", inputs.LARGEST_NUMBER),
        by=inputs.day("by", asked["by"]) if asked.get("by") else None,
        words=words_in(asked),
    )


def _kind() -> Ask:
    return ASKS.get(request.args.get("ask", ""), "when")


def _page(screen: ForecastScreen, form: Form) -> str:
    """A record that is missing is worked out by the chores meanwhile; the page does not wait."""
    if not screen.told.recorded:
        wake_chores()
    return render_template("forecast/show.html", screen=screen, form=form)
