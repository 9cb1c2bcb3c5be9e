"""Access control: each route declares its access by one of five decorators, and there is one way into a team.

A view gets the frozen `Caller` (or `Visitor`); its connection is closed by then. The application does not start with an
undeclared route.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, ParamSpec, TypeVar

from flask import Flask, current_app, request

from queue_app.domain.agents.allowed import Agent, OnlyPeople
from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.team.rights import Right, Role, capped, may
from queue_app.domain.team.team import Team
from queue_app.service.http import guest
from queue_app.service.http.gate import refuse_foreign_content
from queue_app.service.http.visitor import Visitor, agent_of, visitor
from queue_app.store.sign_in.address_fold import folded
from queue_app.usecases.tx import Actor

View = Callable[..., Any]
_VERBS = {"GET", "HEAD", "OPTIONS", "POST"}
Args = ParamSpec("Args")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Access:
    """The access that a route requires: none, a link to the page, a signed-in person, an operator of the installation, or a
    right in the team of the address.
    """

    who: Literal["anybody", "link", "person", "operator", "team"]
    right: Right | None = None

    @property
    def signed_in(self) -> bool:
        """Whether the route requires a signed-in person."""
        return self.who in ("person", "operator", "team")


@dataclass(frozen=True, slots=True)
class Caller:
    """A person in the team of the address. `role` is their own, or less by the scope of a token."""

    visitor: Visitor
    team: Team
    role: Role

    @property
    def actor(self) -> Actor:
        """The actor for a write."""
        return Actor(self.team.id, self.visitor.person, self.visitor.cap, self.agent)

    @property
    def agent(self) -> Agent | None:
        """The agent that asks; None for a person."""
        return agent_of(self.visitor.token)

    def may(self, right: Right) -> bool:
        """Whether the caller has the right in this team. An archived team gives it to nobody."""
        return may(self.role, right, self.team) and (right is Right.SEE or not self.team.archived)


def anybody(view: Callable[Args, Answer]) -> Callable[Args, Answer]:
    """Declare a route for everybody, signed in or not."""
    view.access = Access("anybody")  # type: ignore[attr-defined]
    return view


def by_link(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Declare a route `.../<page>/<number:link>` for guests with that link; the view gets the link (Opened)."""

    @wraps(view)
    def entered(page: str, link: int) -> Answer:
        return view(guest.by_cookie(request, page, link))

    entered.access = Access("link")  # type: ignore[attr-defined]
    return entered


def signed_in(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Declare a route for signed-in people; the view gets the Visitor first."""

    @wraps(view)
    def entered(**address: Any) -> Answer:
        current = visitor()
        if current is None:
            raise NotFound
        refuse_foreign_content()
        return view(current, **address)

    entered.access = Access("person")  # type: ignore[attr-defined]
    return entered


def by_operator(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Declare a route for people named by TOPMOST_OPERATORS; the view gets the Visitor first. Others get a 404."""

    @wraps(view)
    def entered(**address: Any) -> Answer:
        current = visitor()
        if current is None or not is_operator(current):
            raise NotFound
        refuse_foreign_content()
        return view(current, **address)

    entered.access = Access("operator")  # type: ignore[attr-defined]
    return entered


def is_operator(current: Visitor) -> bool:
    """Whether TOPMOST_OPERATORS names this person. Never true for a request with a token."""
    named = {folded(address) for address in current_app.config["TOPMOST_OPERATORS"]}
    return current.token is None and folded(current.email) in named


def in_team(right: Right) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Declare a route below `/teams/<number:team>` with its right; the view gets the Caller first, in place of `team`."""

    def mark(view: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(view)
        def entered(team: int, **address: Any) -> Answer:
            caller = enter_team(team, right)
            refuse_foreign_content()
            return view(caller, **address)

        entered.access = Access("team", right)  # type: ignore[attr-defined]
        return entered

    return mark


def enter_team(team: int, right: Right) -> Caller:
    """The one way into a team. Raises NotFound for a person outside it, RoleTooLow without the right; for an agent that is
    OnlyPeople, unless its sponsor has become an observer and agents may do it.
    """
    current = visitor()
    entry = current.entry if current else None
    if current is None or entry is None or entry.team.id != team:
        raise NotFound
    role = capped(entry.role, current.cap)
    if not may(role, right, entry.team):
        of_people = agent_of(current.token) is not None and not may(current.cap or role, right, entry.team)
        raise OnlyPeople if of_people else RoleTooLow
    return Caller(current, entry.team, role)


def access_of(app: Flask, endpoint: str | None) -> Access | None:
    """The access that the route requires; None for an unknown address."""
    view = app.view_functions.get(endpoint) if endpoint else None
    return getattr(view, "access", None)


def refuse_undeclared(app: Flask) -> None:
    """Check all routes. Raises LookupError if one declares no access, or names a team without requiring a right in it.

    It also raises if a route takes methods other than GET and POST, or answers OPTIONS: only POST writes.
    """
    for rule in app.url_map.iter_rules():
        if (rule.methods or set()) - _VERBS or not getattr(rule, "provide_automatic_options", True):
            raise LookupError(f"{rule.rule} ({rule.endpoint}) takes other verbs than GET and POST")
        access = access_of(app, rule.endpoint)
        if access is None or ("team" in rule.arguments) != (access.who == "team"):
            raise LookupError(f"{rule.rule} ({rule.endpoint}) does not say who may come in")
