"""Tokens: a person's key to one team, for programs. A token has at most its scope and at most the person's rights."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection

from queue_app.domain.errors import N_, NotFound, RoleTooLow
from queue_app.domain.team.rights import Right, Role, capped
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import tokens as store
from queue_app.store.team import members
from queue_app.store.team.members import Entry
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.sign_in import secrets, security_log
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.usecases.tx import Result, Tx, write

Scope = Literal["read", "work", "manage", "agent"]
CAPS: dict[Scope, Role] = {
    "read": Role.OBSERVER,
    "work": Role.MEMBER,
    "manage": Role.MANAGER,
    "agent": Role.MEMBER,
}
AGENT: Scope = "agent"
DAYS = (30, 90, 365)
PREFIX = "topmost_"  # So that a leaked token can be recognised.
SEEN_EVERY, HEARD_EVERY = timedelta(hours=1), timedelta(seconds=30)
"""How often the use of a token is recorded: of a person, and of an agent, whose lease it renews."""


@dataclass(frozen=True, slots=True)
class TokenInForce:
    """What a token gives access to: one team, up to the role `cap`. `entry` is the team and the person's own role in it.

    `agent`: the holder is an agent named `label`, and the person is its sponsor.
    """

    id: int
    team: int
    person: int
    name: str
    email: str
    cap: Role
    entry: Entry | None
    agent: bool = False
    label: str = ""


def authenticate(
    doors: Doors, token: str, clock_now: Callable[[], datetime] = utc_now, *, note: bool = True
) -> TokenInForce | None:
    """The token in force with this secret, or None.

    `note`: record the use, once an hour, or twice a minute for an agent.
    """
    now = clock_now()
    with doors.reading() as conn:
        stored = store.by_hash(conn, secrets.hash_of(token), now)
        if stored is None:
            return None
        entry = members.entry(conn, stored.team, stored.person)
    agent = stored.scope == AGENT
    every = HEARD_EVERY if agent else SEEN_EVERY
    if note and (stored.last_used_at is None or now - stored.last_used_at >= every):
        in_transaction(doors, store.hear if agent else store.touch, token=stored.id, now=now)
    cap = next(role for scope, role in CAPS.items() if scope == stored.scope)
    return TokenInForce(
        stored.id, stored.team, stored.person, stored.name, stored.email, cap, entry, agent, stored.label
    )


def issue(doors: Doors, *, person: int, team: int, scope: Scope, days: int, **about: Any) -> str:
    """Make a token and log it. Raises as `make`."""
    of = {"person": person, "team": team, "scope": scope, "days": days}
    token = in_transaction(doors, make, now=utc_now(), **of, **about)
    security_log.note("token-made", **of)
    return token


def refuse_above_role(conn: Connection, *, person: int, team: int, scope: Scope) -> None:
    """Check the scope. Raises NotFound for a team that the person is not in, RoleTooLow for a scope above their role."""
    role = members.role_of(conn, team, person)
    if role is None:
        raise NotFound
    if capped(role, CAPS[scope]) is not CAPS[scope]:
        raise RoleTooLow


def make(
    conn: Connection, *, person: int, team: int, name: str, scope: Scope, days: int, now: datetime, secret: str = ""
) -> str:
    """Make a token of the person for the team and return it; it is shown once. The same `secret` makes only one token.

    Raises NotFound, RoleTooLow. For `in_transaction`.
    """
    refuse_above_role(conn, person=person, team=team, scope=scope)
    token = PREFIX + (secret or secrets.generate())
    if store.token_exists(conn, secrets.hash_of(token)):
        return token
    row = {"team_id": team, "person_id": person, "name": name, "scope": scope, "created_at": now}
    store.make(
        conn,
        row | {"hash": secrets.hash_of(token), "hint": token[-4:], "expires_at": now + timedelta(days=days)},
    )
    return token


def revoke(conn: Connection, *, person: int, token: int, now: datetime) -> None:
    """Revoke the person's own token. Raises NotFound. For `in_transaction`."""
    if not store.revoke(conn, token, now, team=None, person=person):
        raise NotFound


@write(Right.MANAGE)
def revoke_of_team(tx: Tx, *, token: int) -> Result:
    """Revoke any token for the team, as a manager. Raises NotFound."""
    if not store.revoke(tx.conn, token, tx.at, team=tx.team.id, person=None):
        raise NotFound
    tx.record("membership", token_revoked=token)
    return {"token": token}


REVOKE = Action(
    "revoke-token", revoke_of_team, "team", N_("Revoke a token"), (fields.number("token", N_("Token"), required=True),)
)
