"""A person turns their own second step on and off, on pages of the account. The current password is asked each time; of who has
none, a sign-in of a moment ago.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from queue_app.domain.errors import UserError
from queue_app.service.http.access import signed_in
from queue_app.service.http.client import present_visit
from queue_app.service.http.language import gettext
from queue_app.service.http.visitor import Visitor
from queue_app.service.process.database import doors
from queue_app.service.process.sealing import seal
from queue_app.usecases.sign_in import second_step, security_log
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.account import account_page
from queue_app.web.account import confirm as confirm_who
from queue_app.web.html.form import Form
from queue_app.web.html.posting import refused_page
from queue_app.web.html.qr import qr_of

pages = Blueprint("second_step", __name__, url_prefix="/account/second-step")


@pages.get("")
@signed_in
def show(visitor: Visitor) -> Response | str:
    """The secret that waits for its first code, as a picture and in letters."""
    return _secret_page(visitor, Form()) or redirect(url_for("account.show"), 303)


@pages.post("/begin")
@signed_in
def begin(visitor: Visitor) -> Response:
    """Draw a secret."""
    try:
        confirm_who(visitor, request.form.get("old", ""))
        in_transaction(doors(), second_step.begin, seal=seal(), person=visitor.person, now=utc_now())
    except UserError as wrong:
        return _again(visitor, wrong)
    return redirect(url_for("second_step.show"), 303)


@pages.post("/confirm")
@signed_in
def confirm(visitor: Visitor) -> Response | str:
    """Ask for codes from now on. Only this answer shows the recovery codes."""
    try:
        typed = request.form.get("code", "")[:100]
        codes = second_step.confirm(doors(), seal(), visitor.person, typed, visitor.session_hash)
    except UserError as wrong:
        page = _secret_page(visitor, Form.refused(request.form, wrong))
        return refused_page(page, wrong) if page else _again(visitor, wrong)
    return render_template("account/recovery_codes.html", codes=codes)


@pages.post("/codes")
@signed_in
def renew(visitor: Visitor) -> Response | str:
    """New recovery codes in place of the old ones."""
    try:
        confirm_who(visitor, request.form.get("old", ""))
        codes = in_transaction(doors(), second_step.renew_codes, person=visitor.person)
    except UserError as wrong:
        return _again(visitor, wrong)
    security_log.note("recovery-codes-made", person=visitor.person)
    return render_template("account/recovery_codes.html", codes=codes)


@pages.post("/off")
@signed_in
def turn_off(visitor: Visitor) -> Response:
    """Ask for codes no more, for somebody who has the password and a code."""
    try:
        confirm_who(visitor, request.form.get("old", ""))
        typed = request.form.get("code", "")[:100]
        second_step.turn_off(doors(), seal(), visitor.person, typed, present_visit())
    except UserError as wrong:
        return _again(visitor, wrong)
    flash(gettext("The second step is off."))
    return redirect(url_for("account.show"), 303)


def _again(visitor: Visitor, wrong: UserError) -> Response:
    return refused_page(account_page(visitor, Form.refused(request.form, wrong, "second-step")), wrong)


def _secret_page(visitor: Visitor, form: Form) -> str | None:
    with doors().reading() as conn:
        shown = second_step.begun_secret(conn, seal(), visitor.person)
    if shown is None:
        return None
    return render_template("account/second_step.html", form=form, key=shown.key, qr=qr_of(shown.address))
