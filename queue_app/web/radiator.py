"""The radiator: one screen for the wall.

The browser reloads it every half minute without a script, also after an error.
"""

from flask import Blueprint, Response, make_response, render_template

from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import Team
from queue_app.screens.standup.radiator import radiator_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import answer_for
from queue_app.service.process.covers import covers
from queue_app.service.process.database import doors
from queue_app.service.process.forecasts import forecasts
from queue_app.usecases.transaction import utc_now

AGAIN_AFTER = 30
"""Seconds."""

pages = Blueprint("radiator", __name__, url_prefix="/teams/<number:team>/radiator")


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response:
    """The radiator, for people in the team."""
    return radiator(caller.team)


def radiator(team: Team) -> Response:
    """The page, the same for all viewers."""
    with doors().reading() as conn:
        screen = radiator_screen(conn, team, utc_now(), forecasts(), covers())
    return with_reload(make_response(render_template("radiator/show.html", screen=screen)))


@pages.errorhandler(Exception)
def went_wrong(error: Exception) -> Response:
    """The error page with a reload: nobody at a wall can press a key."""
    return with_reload(answer_for(error))


def with_reload(answer: Response) -> Response:
    """The answer with a header that makes the browser reload it."""
    answer.headers["Refresh"] = str(AGAIN_AFTER)
    return answer
