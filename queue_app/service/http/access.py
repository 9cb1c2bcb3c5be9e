"""Who may come in: every route says it by one of four decorators, and there is one way into a team.

A view gets the frozen `Caller` (or `Visitor`); the read door is closed by then. An application with a route that says
nothing does not start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, ParamSpec, TypeVar

from flask import Flask, request

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.team.rights import Right, Role, capped, may
from queue_app.domain.team.team import Team
from queue_app.service.http import guest
from queue_app.service.http.gate import refuse_foreign_content
from queue_app.service.http.visitor import Visitor, visitor
from queue_app.service.process.database import doors
from queue_app.store.team import members
from queue_app.store.team.members import Entry
from queue_app.usecases.tx import Actor

View = Callable[..., Any]
_VERBS = {"GET", "HEAD", "OPTIONS", "POST"}
Args = ParamSpec("Args")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Access:
    """What a route asks for: nothing, a link to the page, a person who is signed in, or a right in the team of the address."""

    who: Literal["anybody", "link", "person", "team"]
    right: Right | None = None

    @property
    def signed_in(self) -> bool:
        """Whether somebody has to be signed in."""
        return self.who in ("person", "team")


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody in the team of the address. `role` is the own one, or less by a token's scope."""

    visitor: Visitor
    team: Team
    role: Role

    @property
    def actor(self) -> Actor:
        """Who writes."""
        return Actor(self.team.id, self.visitor.person, self.visitor.cap)

    def may(self, right: Right) -> bool:
        """Whether this person has the right in this team, which an archived one gives to nobody."""
        return may(self.role, right, self.team) and (right is Right.SEE or not self.team.archived)


def anybody(view: Callable[Args, Answer]) -> Callable[Args, Answer]:
    """A route for everybody, signed in or not."""
    view.access = Access("anybody")  # type: ignore[attr-defined]
    return view


def by_link(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """A route `.../<page>/<number:link>` for whoever has that link to that page; the view gets what it opens (Opened)."""

    @wraps(view)
    def entered(page: str, link: int) -> Answer:
        return view(guest.by_cookie(request, page, link))

    entered.access = Access("link")  # type: ignore[attr-defined]
    return entered


def signed_in(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """A route for everybody who is signed in; the view gets the Visitor first."""

    @wraps(view)
    def entered(**address: Any) -> Answer:
        who = visitor()
        if who is None:
            raise NotFound
        refuse_foreign_content()
        return view(who, **address)

    entered.access = Access("person")  # type: ignore[attr-defined]
    return entered


def in_team(right: Right) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """A route below `/teams/<number:team>` for who has the right there; the view gets the Caller first, in place of `team`."""

    def mark(view: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(view)
        def entered(team: int, **address: Any) -> Answer:
            caller = come_in(team, right)
            refuse_foreign_content()
            return view(caller, **address)

        entered.access = Access("team", right)  # type: ignore[attr-defined]
        return entered

    return mark


def come_in(team: int, right: Right) -> Caller:
    """The one way into a team. Raises NotFound for who is not in it, RoleTooLow for who has not the right."""
    who = visitor()
    if who is None or (who.token is not None and who.token.team != team):
        raise NotFound
    found = who.token.entry if who.token else _entry(team, who.person)
    if found is None:
        raise NotFound
    role = capped(found.role, who.cap)
    if not may(role, right, found.team):
        raise RoleTooLow
    return Caller(who, found.team, role)


def _entry(team: int, person: int) -> Entry | None:
    with doors().reading() as conn:
        return members.entry(conn, team, person)


def access_of(app: Flask, endpoint: str | None) -> Access | None:
    """What the route asks for; None for an address that is none."""
    view = app.view_functions.get(endpoint) if endpoint else None
    return getattr(view, "access", None)


def refuse_undeclared(app: Flask) -> None:
    """Raises LookupError when a route does not say who may come in, or names a team without asking for a right there.

    Also when it takes other verbs than GET and POST, or answers OPTIONS itself: only POST writes.
    """
    for rule in app.url_map.iter_rules():
        if (rule.methods or set()) - _VERBS or not getattr(rule, "provide_automatic_options", True):
            raise LookupError(f"{rule.rule} ({rule.endpoint}) takes other verbs than GET and POST")
        access = access_of(app, rule.endpoint)
        if access is None or ("team" in rule.arguments) != (access.who == "team"):
            raise LookupError(f"{rule.rule} ({rule.endpoint}) does not say who may come in")
