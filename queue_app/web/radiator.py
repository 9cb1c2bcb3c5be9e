"""The radiator: one screen for the wall.

A script keeps it live; without one the browser reloads it every half minute. An error page reloads itself in any case.
"""

from flask import Blueprint, Response, render_template, url_for

from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import Team
from queue_app.screens.standup.radiator import RadiatorScreen, radiator_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import answer_for
from queue_app.service.http.freshness import fresh_for_all
from queue_app.service.process.kept.covers import covers
from queue_app.service.process.kept.forecasts import forecasts
from queue_app.usecases.transaction import utc_now

AGAIN_AFTER = 30
"""Seconds until the browser reloads the page."""

pages = Blueprint("radiator", __name__, url_prefix="/teams/<number:team>/radiator")


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response:
    """The radiator, for people in the team."""
    return radiator(caller.team, url_for("queue.live", team=caller.team.id))


def radiator(team: Team, stream: str) -> Response:
    """The page, the same for all viewers. `stream` is the address of its stream."""

    def draw(screen: RadiatorScreen, seen: str) -> str:
        return render_template("radiator/show.html", screen=screen, stream=stream, seen=seen, again_after=AGAIN_AFTER)

    return fresh_for_all(
        team, utc_now(), lambda conn, now: radiator_screen(conn, team, now, forecasts(), covers()), draw
    )


@pages.errorhandler(Exception)
def went_wrong(error: Exception) -> Response:
    """The error page with a reload: nobody at a wall can press a key."""
    return with_reload(answer_for(error))


def with_reload(answer: Response) -> Response:
    """The answer with a header that makes the browser reload it."""
    answer.headers["Refresh"] = str(AGAIN_AFTER)
    return answer
