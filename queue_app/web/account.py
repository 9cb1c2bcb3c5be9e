"""Account: the person's password, language, sessions and tokens."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, NotFound, UserError
from queue_app.domain.refusals import EmailTaken
from queue_app.domain.sign_in.throttle import SignInBusy, TooManyAttempts
from queue_app.screens.team.account import account_screen
from queue_app.service.http.access import is_operator, signed_in
from queue_app.service.http.client import present_visit
from queue_app.service.http.language import gettext, language
from queue_app.service.http.run_action import secret_of_form
from queue_app.service.http.visitor import Visitor, enter, idle
from queue_app.service.mail.link_secret import NewAddress, asked_address
from queue_app.service.mail.mail_server import mails
from queue_app.service.oidc.known_provider import provider
from queue_app.service.oidc.ways_in import passwords_open
from queue_app.service.process.database import doors
from queue_app.service.process.passwords import passwords
from queue_app.service.proxy.trusted_header import named_by_proxy
from queue_app.store.sign_in import devices, people
from queue_app.store.sign_in.address_fold import folded
from queue_app.store.sign_in.people import Account
from queue_app.usecases.sign_in import account, security_log, sessions, tokens
from queue_app.usecases.sign_in.addresses import email
from queue_app.usecases.sign_in.new_address import send_link, take_address
from queue_app.usecases.sign_in.sign_in import count_each
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.html.form import Form
from queue_app.web.html.form_fields import DISPLAY, END_TOKENS, NEW_NAME, TOKEN
from queue_app.web.html.posting import Answer, refused_page, run_click

pages = Blueprint("account", __name__, url_prefix="/account")

NO_SUCH_ADDRESS = N_("You cannot use this address. Type another one.")


@pages.get("")
@signed_in
def show(visitor: Visitor) -> str:
    """The account page."""
    return account_page(visitor, Form())


@pages.post("/password")
@signed_in
def password(visitor: Visitor) -> Response:
    """Change the password."""
    typed = request.form
    old, new = typed.get("old", ""), typed.get("password", "")
    try:
        end_tokens = END_TOKENS.read(typed.get("tokens", ""))
        about = {"old": old, "new": new, "visit": present_visit(), "end_tokens": end_tokens}
        session = account.change_password(doors(), passwords(), _account(visitor), **about)
    except (InputError, TooManyAttempts, SignInBusy) as wrong:
        return _again(visitor, wrong, "password")
    enter(session)
    flash(
        gettext("Password changed. You are signed out everywhere else, and your tokens are revoked.")
        if end_tokens
        else gettext("Password changed. You are signed out everywhere else.")
    )
    return redirect(url_for("account.show"), 303)


@pages.post("/name")
@signed_in
def rename(visitor: Visitor) -> Response:
    """Take another name."""
    try:
        name = NEW_NAME.read(request.form.get("name"))
        if name != visitor.name:
            in_transaction(doors(), account.rename, person=visitor.person, name=name, now=utc_now())
    except UserError as wrong:
        return _again(visitor, wrong, "name")
    return redirect(url_for("account.show"), 303)


@pages.post("/email")
@signed_in
def change_email(visitor: Visitor) -> Response:
    """Change the e-mail address. If mail is configured, a letter to the new address has to confirm it."""
    if not may_change_address():
        raise NotFound
    try:
        address = email("email", request.form.get("email"))
        confirm(visitor, request.form.get("old", ""))
        if folded(address) != folded(visitor.email):
            asks = ((kind, f"{who} takes an address") for kind, who in _counted(visitor))
            count_each(doors(), tuple(asks))
        if mails() and folded(address) != folded(visitor.email):
            about = {"person": visitor.person, "address": address, "locale": language()}
            in_transaction(doors(), send_link, now=utc_now(), **about)
            flash(
                gettext("An e-mail is on its way to %(address)s. Open its link to use this address.")
                % {"address": address}
            )
        else:
            _refuse_operators(visitor, address)
            _take(visitor, NewAddress(visitor.person, visitor.email, address))
    except UserError as wrong:
        return _again(visitor, wrong, "email")
    return redirect(url_for("account.show"), 303)


@pages.get("/new-address/<secret:link>")
@signed_in
def new_address(visitor: Visitor, link: str) -> str:
    """The page of the link in a letter to the new address."""
    return render_template("account/new_address.html", asked=_asked(visitor, link), link=link)


@pages.post("/new-address/<secret:link>")
@signed_in
def take_new_address(visitor: Visitor, link: str) -> Answer:
    """Change to the address that the link was sent to."""
    page = url_for("account.show")

    def take() -> str:
        _take(visitor, _asked(visitor, link))
        return page

    return run_click(take, page)


@pages.post("/display")
@signed_in
def choose_display(visitor: Visitor) -> Response:
    """Choose language, theme, density and single keys. An empty value means the browser's choice; a missing one changes
    nothing."""
    try:
        chosen = {field.name: field.read(request.form[field.name]) for field in DISPLAY if field.name in request.form}
    except InputError as wrong:
        return _again(visitor, wrong, "display")
    if "language" in chosen:
        chosen["locale"] = chosen.pop("language")
    if chosen:
        in_transaction(doors(), people.set_display, person=visitor.person, **chosen)
    return redirect(url_for("account.show"), 303)


@pages.post("/sessions/end")
@signed_in
def end_session(visitor: Visitor) -> Response:
    """End another session."""
    sessions.end(doors(), visitor.person, request.form.get("session", "")[:64])
    return redirect(url_for("account.show"), 303)


@pages.post("/browsers/confirm")
@signed_in
def confirm_browser(visitor: Visitor) -> Response:
    """Confirm a sign-in from another browser. A browser cannot confirm itself."""
    browser = request.form.get("browser", "")[:64]
    if browser != present_visit().device_hash:
        in_transaction(doors(), devices.confirm, person=visitor.person, device=browser)
    return redirect(url_for("account.show"), 303)


@pages.post("/tokens")
@signed_in
def make_token(visitor: Visitor) -> str | Response:
    """Make a token, after the person has proved who they are. Only this response shows it."""
    try:
        about, secret = _token_inputs(request.form), secret_of_form(request.form)
        old = request.form.get("old", "")
        with doors().reading() as conn:
            tokens.refuse_above_role(conn, person=visitor.person, team=about["team"], scope=about["scope"])
        confirm(visitor, old)
        new_token = tokens.issue(doors(), person=visitor.person, secret=secret, **about)
    except UserError as wrong:
        return _again(visitor, wrong, "token")
    return account_page(visitor, Form(), new_token)


@pages.post("/tokens/revoke")
@signed_in
def revoke_token(visitor: Visitor) -> Answer:
    """Revoke a token at once."""
    page = url_for("account.show")

    def revoke() -> str:
        token = inputs.whole("token", request.form.get("token"), 1, inputs.LARGEST_NUMBER)
        in_transaction(doors(), tokens.revoke, person=visitor.person, token=token, now=utc_now())
        security_log.note("token-revoked", person=visitor.person, token=token)
        return page

    return run_click(revoke, page)


def may_change_address() -> bool:
    """Whether people may change their own address. Not if a proxy names them, nor with a provider and no mail to confirm it."""
    return named_by_proxy() is None and (mails() or provider() is None)


def _asked(visitor: Visitor, link: str) -> NewAddress:
    asked = asked_address(link)
    if asked is None or asked.person != visitor.person or not may_change_address():
        raise NotFound
    return asked


def _counted(visitor: Visitor) -> tuple[tuple[str, str], ...]:
    return ("account", str(visitor.person)), ("address", present_visit().address)


def _refuse_operators(visitor: Visitor, address: str) -> None:
    """Raises InputError for an operator's address. Without a confirming letter, anyone could become an operator by typing it."""
    if is_operator(replace(visitor, email=address)) and not is_operator(visitor):
        raise InputError("email", NO_SUCH_ADDRESS)


def _take(visitor: Visitor, asked: NewAddress) -> None:
    about = {
        "person": asked.person,
        "before": asked.before,
        "address": asked.address,
        "proof": asked.proof,
        "tell": mails(),
    }
    try:
        in_transaction(doors(), take_address, now=utc_now(), **about)
    except EmailTaken:
        raise InputError("email", NO_SUCH_ADDRESS) from None
    security_log.note("address-changed", person=visitor.person)
    flash(gettext("Your address is now %(address)s. Sign in with it from now on.") % {"address": asked.address})


def confirm(visitor: Visitor, typed: str) -> None:
    """Prove who the person is before a security change: by the current password or, without one, by a recent sign-in.

    Raises InputError, TooManyAttempts, SignInBusy, NotJustSignedIn.
    """
    with doors().reading() as conn:
        known = people.by_id(conn, visitor.person)
        by_password = known is not None and known.password_hash is not None and passwords_open()
        if not by_password:
            account.confirm_sign_in(conn, visitor.person, visitor.session_hash, utc_now())
    if by_password:
        account.confirm_password(doors(), passwords(), _account(visitor), typed, present_visit())


def _account(visitor: Visitor) -> Account:
    return Account(visitor.person, visitor.name, visitor.email, None, True)


def _token_inputs(typed: Mapping[str, str]) -> dict[str, Any]:
    return {field.name: field.read(typed.get(field.name)) for field in TOKEN}


def _again(visitor: Visitor, wrong: UserError, name: str) -> Response:
    return refused_page(account_page(visitor, Form.refused(request.form, wrong, name)), wrong)


def account_page(visitor: Visitor, form: Form, secret: str | None = None) -> str:
    """The page. `secret` is a token that was just made."""
    with doors().reading() as conn:
        now = utc_now()
        device = present_visit().device_hash
        screen = account_screen(conn, visitor.person, visitor.session_hash, now, now - idle(), device)
    return render_template(
        "account/show.html",
        screen=screen,
        form=form,
        made_token=secret,
        operates=is_operator(visitor),
        changes_address=may_change_address(),
        asks_password=screen.has_password and passwords_open(),
    )
