"""One-time links: an invitation into a team, and a new password.

`typed_account` reads a new account from a form.
"""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain.errors import NotFound, RoleTooLow, UserError
from queue_app.domain.refusals import CannotMakeAccount, EmailTaken, LinkUsedUp
from queue_app.service.http import once
from queue_app.service.http.access import anybody
from queue_app.service.http.client import present_visit
from queue_app.service.http.language import gettext
from queue_app.service.http.visitor import Visitor, enter, visitor
from queue_app.service.process.database import doors
from queue_app.service.process.passwords import passwords
from queue_app.store.sign_in.links import Link
from queue_app.usecases.sign_in import links, secrets, security_log, sessions
from queue_app.usecases.sign_in.addresses import email
from queue_app.usecases.sign_in.password_rule import new_password as checked_password
from queue_app.usecases.sign_in.password_rule import words_about
from queue_app.usecases.sign_in.sign_in import count, forgive
from queue_app.usecases.team.joining import NewAccount, accept
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from queue_app.web.html.form import Form
from queue_app.web.html.form_fields import NAME
from queue_app.web.html.posting import refused_page

pages = Blueprint("join", __name__)


@pages.get("/join/<secret:link>")
@anybody
def come(link: str) -> Response:
    """Take the secret of an invitation out of the address."""
    return once.moved(link, "invitation", url_for("join.invitation"))


@pages.get("/join")
@anybody
def invitation() -> str:
    """The invitation page. A signed-in person only has to accept."""
    return _invitation(links.open_link(doors(), once.secret_of_request(), "invitation"), Form())


@pages.post("/join")
@anybody
def accept_invitation() -> Response:
    """Join the team, with a new account or the signed-in one."""
    link = once.secret_of_request()
    invited = links.open_link(doors(), link, "invitation")
    person = visitor()
    try:
        if person:
            joined = _accept(invited, link, person.person)
        else:
            joined = _accept_as_new(invited, link, _new_account(request.form, invited.team_name or ""))
    except UserError as wrong:
        return refused_page(_invitation(invited, Form.refused(request.form, wrong)), wrong)
    if person is None:
        visit = present_visit()
        enter(in_transaction(doors(), sessions.enter, person=joined, visit=visit, now=utc_now(), confirmed=True))
    return redirect(url_for("queue.show", team=invited.team), 303)


@pages.get("/new-password/<secret:link>")
@anybody
def come_for_password(link: str) -> Response:
    """Take the secret of a link for a new password out of the address."""
    return once.moved(link, "reset", url_for("join.new_password"))


@pages.get("/new-password")
@anybody
def new_password() -> str:
    """The form for a new password."""
    links.open_link(doors(), once.secret_of_request(), "reset")
    return _reset(Form())


@pages.post("/new-password")
@anybody
def set_password() -> Response:
    """Set the password; every session ends except the new one."""
    link = once.secret_of_request()
    person = links.open_link(doors(), link, "reset").person
    try:
        password_hash = passwords().hash(checked_password("password", request.form.get("password"), _guessable(person)))
        about = {"person": person, "password_hash": password_hash, "visit": present_visit(), "now": utc_now()}
        session = in_transaction(doors(), links.reset, secret=link, **about)
    except UserError as wrong:
        return refused_page(_reset(Form.refused(request.form, wrong)), wrong)
    security_log.note("password-reset", person=person)
    if not session:
        flash(gettext("Your new password is saved. Sign in with it."))
        return redirect(url_for("sign_in.show"), 303)
    enter(session)
    return redirect(url_for("home.show"), 303)


def _accept(invited: Link, link: str, person: int | NewAccount) -> int:
    """Accept on behalf of the inviter. If they were removed or lost the role, the link does not work."""
    if invited.team is None:
        raise LinkUsedUp
    host = Actor(invited.team, invited.made_by)
    try:
        joined = run(doors(), accept, host, link=secrets.hash_of(link), role=invited.role, who=person)
    except (NotFound, RoleTooLow):
        raise LinkUsedUp from None
    return int(joined.result["person"])


def _accept_as_new(invited: Link, link: str, account: NewAccount) -> int:
    """Slow down attempts to find out which addresses have an account, as for wrong passwords. Raises CannotMakeAccount."""
    counted = count(doors(), account.email, present_visit())
    try:
        joined = _accept(invited, link, account)
    except EmailTaken:
        raise CannotMakeAccount from None
    forgive(doors(), counted)
    return joined


def _new_account(typed: MultiDict[str, str], team: str) -> NewAccount:
    return typed_account(typed, email("email", typed.get("email")), team)


def _guessable(person: int | None) -> list[str]:
    with doors().reading() as conn:
        return words_about(conn, person) if person else []


def _invitation(invited: Link, form: Form) -> str:
    person: Visitor | None = visitor()
    return render_template(
        "sign_in/link.html",
        form=form,
        purpose="invitation",
        team_name=invited.team_name,
        role=invited.role,
        email=invited.email,
        known=person is not None,
    )


def _reset(form: Form) -> str:
    return render_template(
        "sign_in/link.html", form=form, purpose="reset", team_name=None, role=None, email=None, known=False
    )


def typed_account(typed: Mapping[str, str], address: str, team: str) -> NewAccount:
    """Name and password from the form. Raises InputError before anything is hashed."""
    name = NAME.read(typed.get("name"))
    typed_password = checked_password("password", typed.get("password"), [address, name, team])
    return NewAccount(name, address, passwords().hash(typed_password))
