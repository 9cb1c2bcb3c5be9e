"""The second step of a sign-in: the code, asked after the password.

That the password was right stands in the signed cookie, for ten minutes. It opens nothing but this form.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from queue_app.domain.errors import UserError
from queue_app.service.http.access import anybody
from queue_app.service.http.client import present_visit
from queue_app.service.http.visitor import enter
from queue_app.service.process.database import doors
from queue_app.service.process.sealing import seal
from queue_app.usecases.sign_in.second_step import NoSecondStep, finish_sign_in, mark_of
from queue_app.usecases.sign_in.sign_in import PasswordRight
from queue_app.usecases.transaction import utc_now
from queue_app.web.html.form import Form
from queue_app.web.html.posting import refused_page
from queue_app.web.ways_in.after import page_after

pages = Blueprint("code", __name__, url_prefix="/sign-in/code")

LASTS = timedelta(minutes=10)
COOKIE = "second_step"


@dataclass(frozen=True, slots=True)
class HalfSignIn:
    """A sign-in that waits for its code. `mark` changes with the password."""

    person: int
    mark: str
    at: str
    next: str | None


def ask_for_code(right: PasswordRight, next_path: str | None) -> Response:
    """Lead somebody whose password was right to the form."""
    half = HalfSignIn(right.person, mark_of(right.password_hash), utc_now().isoformat(), next_path)
    session[COOKIE] = asdict(half)
    return redirect(url_for("code.show"), 303)


@pages.get("")
@anybody
def show() -> Response | str:
    """The form. Who did not type a password is led to the sign-in."""
    return _page(Form()) if _half() else redirect(url_for("sign_in.show"), 303)


@pages.post("")
@anybody
def type_code() -> Response:
    """Begin the session, or show the form again."""
    half = _half()
    if half is None:
        return redirect(url_for("sign_in.show"), 303)
    try:
        typed = request.form.get("code", "")[:100]
        entered = finish_sign_in(doors(), seal(), half.person, half.mark, typed, present_visit())
    except NoSecondStep:
        session.pop(COOKIE)
        return redirect(url_for("sign_in.show"), 303)
    except UserError as wrong:
        return refused_page(_page(Form.refused(request.form, wrong)), wrong)
    enter(entered)
    return redirect(page_after(half.next, half.person), 303)


def _half() -> HalfSignIn | None:
    kept = dict(session).get(COOKIE)
    half = HalfSignIn(**kept) if isinstance(kept, dict) else None
    lasts = half is not None and timedelta() <= utc_now() - datetime.fromisoformat(half.at) < LASTS
    return half if lasts else None


def _page(form: Form) -> str:
    return render_template("sign_in/code.html", form=form)
