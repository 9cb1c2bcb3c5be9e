"""Days off from an iCalendar file. They are stored like pasted ones, and the answer names the events passed over."""

from functools import partial

from flask import Blueprint, flash, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain.errors import N_, InputError
from queue_app.domain.team.rights import Right
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import problem_of, wants_json
from queue_app.usecases.team import calendar_file
from queue_app.usecases.team.calendar_file import CalendarDays
from queue_app.usecases.team.days_off import ADD_DAYS_OFF
from queue_app.usecases.transaction import utc_now
from queue_app.web import team
from queue_app.web.html.form import Form
from queue_app.web.html.messages import sentence
from queue_app.web.html.posting import run_form

pages = Blueprint("days_off", __name__, url_prefix="/teams/<number:team>/days-off")


@pages.post("/file")
@in_team(Right.MANAGE)
def bring(caller: Caller) -> Response | tuple[str, int]:
    """Add the whole-day events of the file."""
    try:
        calendar = _calendar_days(caller)
    except InputError as wrong:
        if wants_json():
            raise
        return team.render_page(caller, Form.refused(request.form, wrong, "days-off-file")), problem_of(wrong).status
    pasted = MultiDict({"key": request.form.get("key", ""), "text": calendar.text})
    to = team.section("calendar", caller)
    answer = run_form(caller, ADD_DAYS_OFF, to, partial(team.render_page, caller), lambda: pasted)
    if isinstance(answer, Response) and answer.status_code == 303:
        flash(sentence("calendar_file", calendar))
    return answer


def _calendar_days(caller: Caller) -> CalendarDays:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InputError("file", N_("Choose a file first."))
    with file.stream:
        return calendar_file.read("file", file.read(), caller.team.day(utc_now()))
