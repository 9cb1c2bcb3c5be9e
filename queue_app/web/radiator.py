"""The radiator: one screen for the wall. A browser asks for it again every half minute without a script, after an error too."""

from flask import Blueprint, Response, make_response, render_template

from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import Team
from queue_app.screens.standup.radiator import radiator_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import answered
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
    """The radiator of the team, for who is in it."""
    return radiator(caller.team)


def radiator(team: Team) -> Response:
    """The page, which is the same for everybody."""
    with doors().reading() as conn:
        screen = radiator_screen(conn, team, utc_now(), forecasts(), covers())
    return again(make_response(render_template("radiator/show.html", screen=screen)))


@pages.errorhandler(Exception)
def went_wrong(error: Exception) -> Response:
    """Nobody stands at a wall to load it anew: what went wrong is asked for again as well."""
    return again(answered(error))


def again(answer: Response) -> Response:
    """The answer, which the browser replaces after a while."""
    answer.headers["Refresh"] = str(AGAIN_AFTER)
    return answer
