"""Sign in and out. No answer reveals whether an address has an account."""

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, Unauthorized
from werkzeug.wrappers import Response

from queue_app.domain.errors import N_, Refusal, UserError
from queue_app.domain.sign_in.throttle import SignInBusy, TooManyAttempts
from queue_app.domain.well_formed import Malformed
from queue_app.service.http import errors
from queue_app.service.http.access import anybody, signed_in
from queue_app.service.http.client import present_visit
from queue_app.service.http.errors import problem_of
from queue_app.service.http.gate import FORM, refuse_malformed_body
from queue_app.service.http.hosts import own_path
from queue_app.service.http.language import localized
from queue_app.service.http.sub_path import full_path
from queue_app.service.http.visitor import Visitor, enter, leave, visitor
from queue_app.service.mail.mail_server import mails
from queue_app.service.oidc.known_provider import provider
from queue_app.service.oidc.ways_in import passwords_open
from queue_app.service.process.database import doors
from queue_app.service.process.passwords import passwords
from queue_app.service.proxy.trusted_header import named_by_proxy
from queue_app.store.sign_in import people
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.sign_in import sessions
from queue_app.usecases.sign_in.sign_in import WrongPassword, sign_in
from queue_app.web.html.form import Form
from queue_app.web.html.where import page_of_form
from queue_app.web.ways_in.after import page_after
from queue_app.web.ways_in.code import ask_for_code

pages = Blueprint("sign_in", __name__)


class PasswordsOff(Refusal):
    sentence = N_("Passwords are switched off here. Sign in with your organisation.")


_NOT_WORDS = ("csrf_token", "key", "next", "password", "old", "session")
_CHOSEN = {(field.name, one) for action in ACTIONS.values() for field in action.fields for one in field.choices}


@pages.get("/sign-in")
@anybody
def show() -> Response | str:
    """The form; a signed-in person is redirected."""
    next_path, current = own_path(request.args.get("next")), visitor()
    if current is not None:
        return redirect(page_after(next_path, current.person))
    return _form(Form(), next_path)


@pages.post("/sign-in")
@anybody
def come_in() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Begin a session, or show the form again with the reason."""
    typed = request.form
    next_path = own_path(typed.get("next"))
    if not passwords_open():
        return _form(Form(refusal=localized(PasswordsOff())), next_path), 403
    try:
        right = sign_in(doors(), passwords(), typed.get("email", ""), typed.get("password", ""), present_visit())
    except WrongPassword as wrong:
        return _form(Form(typed, refusal=localized(wrong)), next_path), 401
    except (TooManyAttempts, SignInBusy) as wait:
        form = Form(typed, refusal=localized(wait))
        return _form(form, next_path), problem_of(wait).status, {"Retry-After": str(wait.seconds)}
    if not right.session:
        return ask_for_code(right, next_path)
    enter(right.session)
    return redirect(page_after(next_path, right.person), 303)


@pages.post("/sign-out")
@signed_in
def out(current: Visitor) -> Response:
    """End the session, on the server too."""
    sessions.end(doors(), current.person, current.session_hash)
    leave()
    return redirect(url_for("sign_in.show"), 303)


def instead(error: Unauthorized) -> Response | tuple[str, int]:
    """Show the sign-in form at the address of the page, and the page after signing in.

    A form that was sent without a session keeps its inputs, and signing in leads to the page of that form.
    """
    if errors.wants_json():
        return errors.answer_for(error)
    if request.method == "GET":
        return _form(Form(), own_path(full_path(request.full_path.rstrip("?")))), 401
    return render_template("sign_in/expired.html", typed=_typed(), next=page_of_form()), 401


def _typed() -> list[str]:
    """The inputs of the sent form.

    It was refused, so only a well-formed, plain form of usual size is read, and none of another site. It has to be
    read though nobody is signed in: it gives back what was typed, and the cookie may have expired with the session.
    """
    usual = 0 < (request.content_length or 0) <= current_app.config["MAX_CONTENT_LENGTH"]
    foreign = request.headers.get("Sec-Fetch-Site", "").casefold() == "cross-site"
    if foreign or not usual or request.mimetype != FORM:
        return []
    try:
        refuse_malformed_body()
    except (Malformed, BadRequest):
        return []
    return [words for name, words in request.form.items(multi=True) if _is_words(name, words)]


def _is_words(name: str, value: str) -> bool:
    typed = name not in _NOT_WORDS and (name, value) not in _CHOSEN
    return typed and bool(value.strip()) and not value.isdigit()


def refused(wrong: UserError, next_path: str | None, status: int) -> Response:
    """The form with the reason why another way in was refused."""
    return make_response(_form(Form(refusal=localized(wrong)), next_path), status)


def _form(form: Form, next_path: str | None) -> str:
    with doors().reading() as conn:
        if not people.any_account(conn):
            return render_template("sign_in/not_set_up.html")
    return render_template("sign_in/show.html", form=form, next=next_path, **_ways())


def _ways() -> dict[str, bool | str | None]:
    """The ways in that the form offers."""
    passwords_too = passwords_open()
    return {
        "mails": mails() and passwords_too,
        "passwords": passwords_too,
        "provider": provider() is not None,
        "named": named_by_proxy(),
    }
