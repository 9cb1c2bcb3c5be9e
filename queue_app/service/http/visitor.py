"""The sender of a request: nobody, a person with a session, or a program with a token. A frozen value, read first.

With a bearer token the cookie is ignored: a request has one or the other.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, cast

from flask import Flask, Request, current_app, has_request_context, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from queue_app.domain.agents.allowed import Agent
from queue_app.domain.team.rights import Role
from queue_app.service.http.client import keep_device
from queue_app.service.http.gate import may_record_use
from queue_app.service.http.language import set_language
from queue_app.service.process.database import doors
from queue_app.service.proxy.trusted_header import named_by_proxy
from queue_app.store.sign_in.address_fold import folded
from queue_app.store.team.members import Entry
from queue_app.usecases.sign_in import secrets, sessions, tokens
from queue_app.usecases.sign_in.tokens import TokenInForce


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person, by a session or a token. `session` is the session's id; `theme` and `keys` are the person's settings.

    `entry`: the team of the address, or of the token, and the person's role in it.
    """

    person: int
    name: str
    email: str
    session: str = ""
    token: TokenInForce | None = None
    theme: str | None = None
    keys: str | None = None
    entry: Entry | None = None

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """The value that Flask-Login stores in the cookie: the session's id, not the person's."""
        return self.session

    @property
    def session_hash(self) -> str:
        """The stored hash of the session, which does not reveal its id."""
        return secrets.hash_of(self.session)

    @property
    def cap(self) -> Role | None:
        """The highest role in the scope of the token."""
        return self.token.cap if self.token else None


def agent_of(token: TokenInForce | None) -> Agent | None:
    """The agent that the token belongs to; None for a person's token."""
    return Agent(token.id, token.label) if token is not None and token.agent else None


def set_up_sign_in(app: Flask) -> None:
    """Set up Flask-Login on the rows of sessions and tokens."""
    # Flask-Login looks for this cookie first. We have none, so it gets a name that no request can send.
    app.config["REMEMBER_COOKIE_NAME"] = "none; by design"
    # Templates get no `current_user`: the error page for a lost database must not read a session from it.
    login = LoginManager(app, add_context_processor=False)
    login.session_protection = None  # The session's row decides; the cookie holds only its id.
    login.user_loader(_by_session)
    login.request_loader(_by_token)


def visitor() -> Visitor | None:
    """The visitor of this request, or None."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    return cast(Visitor, current_user._get_current_object())


def display() -> tuple[str | None, str | None]:
    """The theme and the single-key setting that the visitor chose; None for each that is not set."""
    current = visitor()
    return (current.theme, current.keys) if current else (None, None)


def by_bearer() -> bool:
    """Whether the request carries a bearer token, valid or not."""
    return request.headers.get("Authorization", "")[:7].casefold() == "bearer "


def enter(session_id: str) -> None:
    """Start a new cookie with this session, without the old content, and mark the browser as a known device."""
    session.clear()
    session.permanent = True
    login_user(_by_session(session_id))
    keep_device()


def idle() -> timedelta:
    """How long a session lasts without use."""
    return timedelta(days=current_app.config["SESSION_IDLE_DAYS"])


def leave() -> None:
    """Clear the cookie."""
    logout_user()
    session.clear()


def _by_session(session_id: str) -> Visitor | None:
    if by_bearer():
        return None
    team = (request.view_args or {}).get("team")
    found = sessions.find(doors(), str(session_id), team=team, idle=idle(), note=may_record_use())
    if found is None or _proxy_names_another(found[0].email):
        return None
    row, entry = found
    set_language(row.locale)
    return Visitor(row.person, row.name, row.email, str(session_id), theme=row.theme, keys=row.keys, entry=entry)


def _proxy_names_another(address: str) -> bool:
    """Whether the authenticating proxy names another person than the session."""
    named = named_by_proxy()
    return named is not None and folded(named) != folded(address)


def _by_token(sent: Request) -> Visitor | None:
    if not by_bearer() or not sent.path.startswith(("/api", "/agents.md")):
        return None
    token = tokens.authenticate(doors(), sent.headers["Authorization"][7:].strip(), note=may_record_use())
    return Visitor(token.person, token.name, token.email, token=token, entry=token.entry) if token else None
