"""The page of the installation, for people named by TOPMOST_OPERATORS. Its only actions are about letters."""

import os
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flask import Blueprint, current_app, flash, render_template, request, url_for

from queue_app.domain import inputs
from queue_app.domain.errors import N_
from queue_app.domain.refusals import CheckRuns
from queue_app.screens.installation import installation
from queue_app.service.http.access import by_operator
from queue_app.service.http.language import gettext
from queue_app.service.http.visitor import Visitor
from queue_app.service.mail.mail_server import mails
from queue_app.service.process.database import doors
from queue_app.service.reports.checkup import check_up, versions
from queue_app.service.reports.restarts import unexpected_restarts
from queue_app.usecases.mail.dead_letters import throw_away, try_again
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.html.posting import Answer, refused_click, run_click

pages = Blueprint("installation", __name__, url_prefix="/installation")
LETTER_WORDS = {
    "invitation": N_("Invitation"),
    "reset": N_("Link for a new password"),
    "new_browser": N_("Sign-in from a new browser"),
}
_STARTED = utc_now()
_checking = threading.Lock()


@pages.get("")
@by_operator
def show(visitor: Visitor) -> str:
    """The page with the fast checks."""
    return _page(visitor)


@pages.post("/check")
@by_operator
def check(visitor: Visitor) -> Answer | str:
    """The page with all checks, which read every table and ask the mail server. One at a time."""
    if not _checking.acquire(blocking=False):
        return refused_click(CheckRuns(), url_for("installation.show"))
    try:
        return _page(visitor, quick=False)
    finally:
        _checking.release()


@pages.post("/letters/retry")
@by_operator
def retry(visitor: Visitor) -> Answer:
    """Send a letter once more that was given up."""
    page = url_for("installation.show", _anchor="h-letters")

    def work() -> str:
        letter = _letter()
        in_transaction(doors(), try_again, letter=letter, now=utc_now())
        security_log.note("letter-tried-again", letter=letter, by=visitor.person)
        flash(gettext("The letter will be sent again."))
        return page

    return run_click(work, page)


@pages.post("/letters/delete")
@by_operator
def delete(visitor: Visitor) -> Answer:
    """Delete a letter that was given up."""
    page = url_for("installation.show", _anchor="h-letters")

    def work() -> str:
        letter = _letter()
        if in_transaction(doors(), throw_away, letter=letter):
            security_log.note("letter-deleted", letter=letter, by=visitor.person)
            flash(gettext("The letter is deleted."))
        return page

    return run_click(work, page)


def _letter() -> int:
    return inputs.whole("letter", request.form.get("letter"), 1, inputs.LARGEST_NUMBER)


def _page(visitor: Visitor, *, quick: bool = True) -> str:
    settings = current_app.config
    checks: Sequence[tuple[str, list[str]]] = list(check_up(settings, doors(), quick=quick))
    with doors().reading() as conn:
        screen = installation(conn, visitor.person, utc_now())
    return render_template(
        "installation/show.html",
        screen=screen,
        checks=checks,
        quick=quick,
        versions=versions(doors()),
        process=_process(),
        mails=mails(),
        letter_words=LETTER_WORDS,
    )


def _process() -> dict[str, int | datetime]:
    """Facts about this process and its server."""
    settings = current_app.config
    return {
        "workers": settings["WORKERS"],
        "threads": settings["THREADS"],
        "number": os.getpid(),
        "since": _STARTED,
        "unexpected": unexpected_restarts(Path(settings["TOPMOST_DATA"])),
    }
