"""Days off from an iCalendar file: the answer shows what the file holds, and saves nothing.

The page puts the days into the form for typed days off, so both are saved by the same action.
"""

from flask import Blueprint, render_template, request

from queue_app.domain.errors import N_, InputError
from queue_app.domain.team.days_off import MOST_LINES
from queue_app.domain.team.rights import Right
from queue_app.screens.team.calendar import days_off_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import problem_of, wants_json
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.usecases.team import calendar_file
from queue_app.usecases.team.calendar_file import CalendarDays
from queue_app.usecases.transaction import utc_now
from queue_app.web import team
from queue_app.web.html.form import Form
from queue_app.web.html.where import shown_on

pages = Blueprint("days_off", __name__, url_prefix="/teams/<number:team>/days-off")


@pages.post("/file")
@shown_on("team.work")
@in_team(Right.MANAGE)
def bring(caller: Caller) -> str | tuple[str, int]:
    """Show the whole-day events of the file."""
    try:
        found = _calendar_days(caller)
        with doors().reading() as conn:
            screen = days_off_screen(conn, viewer(caller), found)
        if len(screen.spells) > MOST_LINES:
            raise InputError("file", N_("This file has more than {most} days off. Export fewer."), most=MOST_LINES)
    except InputError as wrong:
        if wants_json():
            raise
        return team.render_page(caller, Form.refused(request.form, wrong, "days-off-file"), "work"), problem_of(
            wrong
        ).status
    return render_template("team/days_off.html", screen=screen, form=Form())


def _calendar_days(caller: Caller) -> CalendarDays:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InputError("file", N_("Choose a file first."))
    with file.stream:
        return calendar_file.read("file", file.read(), caller.team.day(utc_now()), caller.team.zone)
