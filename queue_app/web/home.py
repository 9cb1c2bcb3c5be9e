"""Home: the teams of a person."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from queue_app.domain.errors import UserError
from queue_app.domain.queue.limit import suggested
from queue_app.screens.team.home import HomeScreen, home_screen, home_state
from queue_app.service.http.access import signed_in
from queue_app.service.http.errors import problem_of
from queue_app.service.http.freshness import fresh_for_person
from queue_app.service.http.run_action import form_key
from queue_app.service.http.visitor import Visitor
from queue_app.service.live.stream import seen_now, stream
from queue_app.service.process.database import doors
from queue_app.store.team.members import teams_of
from queue_app.usecases.sign_in.links import another_team
from queue_app.usecases.team.settings import zone
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.html.form import Form
from queue_app.web.html.form_fields import PEOPLE, TEAM

pages = Blueprint("home", __name__)


@pages.get("/")
@signed_in
def show(visitor: Visitor) -> Response:
    """Each team, with the items that the person is on."""
    now = utc_now()
    return fresh_for_person(
        partial(home_state, person=visitor.person, now=now),
        lambda conn: (home_screen(conn, visitor.person, now), seen_now(conn, teams_of(conn, visitor.person))),
        partial(_draw, form=Form()),
    )


@pages.get("/start")
@signed_in
def start(visitor: Visitor) -> Response:
    """Where the installed app begins: the queue of their only team, else the list of teams."""
    return redirect(first_page(visitor.person), 303)


@pages.get("/live")
@signed_in
def live(visitor: Visitor) -> Response:
    """The stream of this page: the changes of all teams of the person."""
    with doors().reading() as conn:
        teams = tuple(teams_of(conn, visitor.person))
    return stream(visitor.session_hash, teams)


def first_page(person: int) -> str:
    """The first page of a person: the queue of their only team, else the list of teams."""
    with doors().reading() as conn:
        teams = home_screen(conn, person, utc_now()).teams
    return url_for("queue.show", team=teams[0].number) if len(teams) == 1 else url_for("home.show")


@pages.post("/teams")
@signed_in
def create_team(visitor: Visitor) -> Response | tuple[str, int]:
    """Make another team, with the person as its manager."""
    typed = request.form
    try:
        about = {
            "name": TEAM.read(typed.get("team")),
            "limit": suggested(PEOPLE.read(typed.get("people"))),
            "zone": zone("zone", typed.get("zone")),
        }
        team = in_transaction(doors(), another_team, key=form_key(typed), person=visitor.person, now=utc_now(), **about)
    except UserError as wrong:
        return _page(visitor, Form.refused(typed, wrong)), problem_of(wrong).status
    return redirect(url_for("queue.show", team=team), 303)


def _page(visitor: Visitor, form: Form) -> str:
    with doors().reading() as conn:
        screen = home_screen(conn, visitor.person, utc_now())
        seen = seen_now(conn, teams_of(conn, visitor.person))
    return _draw((screen, seen), form)


def _draw(shown: tuple[HomeScreen, str], form: Form) -> str:
    """Render the page and the revisions that it shows."""
    screen, seen = shown
    return render_template("home/show.html", screen=screen, form=form, seen=seen)
