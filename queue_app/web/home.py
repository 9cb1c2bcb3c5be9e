"""Home: the teams of a person."""

from flask import Blueprint, render_template

from queue_app.service.access import signed_in
from queue_app.service.database import doors
from queue_app.service.visitor import Visitor
from queue_app.store.screens.home_rows import home_screen
from queue_app.web.form import Form

pages = Blueprint("home", __name__)


@pages.get("/")
@signed_in
def show(who: Visitor) -> str:
    """Each team with what the person is on there."""
    return _page(who, Form())


def _page(who: Visitor, form: Form) -> str:
    with doors().reading() as conn:
        screen = home_screen(conn, who.person)
    return render_template("home/show.html", screen=screen, form=form)
