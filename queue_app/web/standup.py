"""The stand-up: what needs the team, the next items, and those finished since the last one; item by item, and as text."""

from datetime import date
from functools import partial

from flask import Blueprint, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import InputError
from queue_app.domain.team.rights import Right
from queue_app.screens.standup.standup import StandUpScreen, standup_screen
from queue_app.screens.standup.walk import walk_step
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.usecases.actions import ACTIONS
from queue_app.web.html.form import Form
from queue_app.web.html.posting import Answer, run_form
from queue_app.web.html.where import back, number_in

pages = Blueprint("standup", __name__, url_prefix="/teams/<number:team>/standup")


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | Answer:
    """Since the last stand-up, or since that of another day (`since`). `walk` shows one item, that at this place or `item`."""
    try:
        read = partial(standup_screen, meeting_day=_since())
        return fresh(caller, read, lambda screen: _walk(screen) or _page(screen, Form()), each_minute=True)
    except InputError as wrong:
        return _today(caller, Form.refused(request.args, wrong)), 422


@pages.get("/text")
@in_team(Right.SEE)
def text(caller: Caller) -> Response:
    """The same in plain lines for a chat. Raises InputError for a stand-up in the future."""
    drawn = render_template("standup/text.txt", screen=_screen(caller, _since()))
    return Response(drawn, mimetype="text/plain")


@pages.post("")
@in_team(Right.WORK)
def tell(caller: Caller) -> Answer:
    """Report something missing: `text` becomes a new item at the bottom, or the block of the running `item`."""
    to = back(caller, url_for("standup.show", team=caller.team.id))
    text, item = request.form.get("text", ""), request.form.get("item", "")

    def page(form: Form) -> str:
        errors = {"text": next(iter(form.errors.values()))} if form.errors else {}
        return _today(caller, Form(form.typed, errors, form.refusal))

    if not item:
        added = {"title": text, "key": request.form.get("key", "")}
        return run_form(caller, ACTIONS["queue", "add"], to, page, lambda: MultiDict(added))
    try:
        number = inputs.whole("item", item, 1, inputs.LARGEST_NUMBER)
    except InputError as wrong:
        return page(Form.refused(request.form, wrong)), 422
    waits = {"reason": text, "key": request.form.get("key", "")}
    return run_form(caller, ACTIONS["item", "block"], to, page, lambda: MultiDict(waits), item=number)


def _today(caller: Caller, form: Form) -> str:
    return _page(_screen(caller, None), form)


def _screen(caller: Caller, since: date | None) -> StandUpScreen:
    with doors().reading() as conn:
        return standup_screen(conn, viewer(caller), since)


def _since() -> date | None:
    return inputs.day("since", request.args["since"]) if request.args.get("since") else None


def _walk(screen: StandUpScreen) -> str | None:
    place = number_in(request.args, "walk")
    if place is None:
        return None
    return render_template("standup/walk.html", screen=walk_step(screen, place, number_in(request.args, "item")))


def _page(screen: StandUpScreen, form: Form) -> str:
    return render_template("standup/show.html", screen=screen, form=form)
