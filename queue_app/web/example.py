"""The example team: one click makes it; a page asks before it is removed.

Neither is an action of a team: before the first click there is no team, and only the example has the second.
"""

from flask import Blueprint, render_template, request, url_for

from queue_app.domain.errors import RoleTooLow
from queue_app.domain.team.rights import Right, may_make_team
from queue_app.screens.team.example import example_screen
from queue_app.service.example.play import play
from queue_app.service.http.access import Caller, in_team, signed_in
from queue_app.service.http.viewing import viewer
from queue_app.service.http.visitor import Visitor
from queue_app.service.process.database import doors
from queue_app.store.team import members
from queue_app.usecases.team.example import remove_example
from queue_app.usecases.team.settings import zone
from queue_app.usecases.transaction import run, utc_now
from queue_app.web.html.posting import Answer, run_click
from queue_app.web.html.where import back

pages = Blueprint("example", __name__)


@pages.post("/example")
@signed_in
def make(visitor: Visitor) -> Answer:
    """Make half a year of invented work in a new team, or go to the existing example. Takes some seconds."""
    with doors().reading() as conn:
        if not may_make_team(members.founder(conn, visitor.person)):
            raise RoleTooLow

    def go() -> str:
        where = zone("zone", request.form.get("zone") or "UTC")
        team = play(doors(), visitor.person, where, utc_now(), lambda done, weeks: None)
        return url_for("queue.show", team=team)

    return run_click(go, url_for("home.show"))


@pages.get("/teams/<number:team>/remove-example")
@in_team(Right.MANAGE)
def removing(caller: Caller) -> str:
    """Ask before it is removed: it can be restored for some minutes only."""
    with doors().reading() as conn:
        screen = example_screen(conn, viewer(caller))
    return render_template("example/remove.html", screen=screen)


@pages.post("/teams/<number:team>/remove-example")
@in_team(Right.MANAGE)
def remove(caller: Caller) -> Answer:
    """Remove the example and nothing else. The home page has the way back."""

    def gone() -> str:
        run(doors(), remove_example, caller.actor)
        return url_for("home.show")

    return run_click(gone, back(caller, url_for("team.show", team=caller.team.id)))
