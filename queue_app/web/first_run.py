"""First run: the one-time link that the server prints makes the first team and its manager."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from queue_app.domain.errors import UserError
from queue_app.service.http import once
from queue_app.service.http.access import anybody
from queue_app.service.http.client import present_visit
from queue_app.service.http.visitor import enter
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in import links, security_log
from queue_app.usecases.sign_in.addresses import email
from queue_app.usecases.team.settings import zone, zones
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.html.form import Form
from queue_app.web.html.form_fields import PEOPLE, TEAM
from queue_app.web.html.posting import refused_page
from queue_app.web.join import typed_account

pages = Blueprint("first_run", __name__)


@pages.get("/set-up/<secret:link>")
@anybody
def come(link: str) -> Response:
    """Take the secret out of the address."""
    return once.moved(link, "setup", url_for("first_run.show"))


@pages.get("/set-up")
@anybody
def show() -> str:
    """The form, while the link works."""
    links.open_link(doors(), once.secret_of_request(), "setup")
    return _form(Form())


@pages.post("/set-up")
@anybody
def make() -> Response:
    """Make the first team and its manager, sign the manager in, and go to the empty queue."""
    link = once.secret_of_request()
    links.open_link(doors(), link, "setup")
    typed = request.form
    try:
        about = {
            "team": TEAM.read(typed.get("team")),
            "people_count": PEOPLE.read(typed.get("people")),
            "zone": zone("zone", typed.get("zone")),
            "manager": typed_account(typed, email("email", typed.get("email")), typed.get("team", "")),
        }
        team, session = in_transaction(
            doors(), links.set_up, secret=link, visit=present_visit(), now=utc_now(), **about
        )
    except UserError as wrong:
        return refused_page(_form(Form.refused(typed, wrong)), wrong)
    security_log.note("set-up", team=team)
    enter(session)
    return redirect(url_for("queue.show", team=team), 303)


def _form(form: Form) -> str:
    return render_template("first_run/show.html", form=form, zones=zones())
