"""The account page: a person's sessions and tokens in force, and the teams that a token may be for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, bindparam, exists, func, select

from queue_app.store.sign_in.tokens import IN_FORCE
from queue_app.store.tables import DEVICE, MEMBERSHIP, PERSON, RECOVERY_CODE, SECOND_STEP, SESSION, TEAM, TOKEN


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session. `handle` identifies it without revealing its id; `present` is the session of this request."""

    handle: str
    client: str
    created_at: datetime
    last_seen: datetime
    present: bool


@dataclass(frozen=True, slots=True)
class NewBrowser:
    """A sign-in from a browser that was not known before. `handle` identifies it without revealing its secret."""

    handle: str
    client: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token in force. `hint` is its last characters. With the scope `agent`, `name` is that of the agent."""

    id: int
    name: str
    hint: str
    team_name: str
    scope: Literal["read", "work", "manage", "agent"]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class TeamToken:
    """A person's token for this team."""

    person: str
    token: TokenLine


@dataclass(frozen=True, slots=True)
class AccountScreen:
    """`new_browsers` are those that the person has not confirmed, except the present one.

    `teams` are pairs of number and name; `zone` is that of the person's first team; `locale`, `theme`, `density` and
    `keys` are what the person chose.
    """

    name: str
    email: str
    sessions: tuple[SessionLine, ...]
    tokens: tuple[TokenLine, ...] = ()
    teams: tuple[tuple[int, str], ...] = ()
    zone: str = "UTC"
    locale: str | None = None
    theme: str | None = None
    density: str | None = None
    keys: str | None = None
    new_browsers: tuple[NewBrowser, ...] = ()
    has_password: bool = True
    second_step: bool = False
    recovery_codes: int = 0


_STEP = exists().where(SECOND_STEP.c.person_id == PERSON.c.id, SECOND_STEP.c.confirmed_at.is_not(None))
_CODES = select(func.count()).where(RECOVERY_CODE.c.person_id == PERSON.c.id).scalar_subquery()
_WHO: Select[Any] = select(
    *(PERSON.c[name] for name in ("name", "email", "locale", "theme", "density")),
    PERSON.c["keys"].label("single_keys"),
    PERSON.c.password_hash.is_not(None).label("has_password"),
    _STEP.label("second_step"),
    _CODES.label("recovery_codes"),
).where(PERSON.c.id == bindparam("person"))
_SESSIONS: Select[Any] = (
    select(SESSION)
    .where(
        SESSION.c.person_id == bindparam("person"),
        SESSION.c.expires_at > bindparam("now", type_=SESSION.c.expires_at.type),
        SESSION.c.last_seen > bindparam("used_after", type_=SESSION.c.last_seen.type),
    )
    .order_by(SESSION.c.last_seen.desc())
)
_NEW_BROWSERS: Select[Any] = (
    select(DEVICE)
    .where(
        DEVICE.c.person_id == bindparam("person"),
        DEVICE.c.confirmed.is_(False),
        DEVICE.c.hash != bindparam("device"),
    )
    .order_by(DEVICE.c.created_at.desc())
    .limit(20)
)
_TOKENS: Select[Any] = (
    select(TOKEN, TEAM.c.name.label("team_name"))
    .select_from(TOKEN.join(TEAM, TEAM.c.id == TOKEN.c.team_id))
    .where(TOKEN.c.person_id == bindparam("person"), IN_FORCE)
    .order_by(TOKEN.c.created_at.desc(), TOKEN.c.id.desc())
)
_OF_TEAM: Select[Any] = (
    select(TOKEN, TEAM.c.name.label("team_name"), PERSON.c.name.label("person"))
    .select_from(TOKEN.join(TEAM, TEAM.c.id == TOKEN.c.team_id).join(PERSON, PERSON.c.id == TOKEN.c.person_id))
    .where(TOKEN.c.team_id == bindparam("team"), IN_FORCE)
    .order_by(func.lower(PERSON.c.name), TOKEN.c.id)
)
_TEAMS: Select[Any] = (
    select(TEAM.c.id, TEAM.c.name, TEAM.c.time_zone)
    .select_from(TEAM.join(MEMBERSHIP, MEMBERSHIP.c.team_id == TEAM.c.id))
    .where(MEMBERSHIP.c.person_id == bindparam("person"), TEAM.c.archived_at.is_(None))
    .order_by(func.lower(TEAM.c.name), TEAM.c.id)
)


def account_screen(
    connection: Connection, person: int, present: str, now: datetime, used_after: datetime, device: str
) -> AccountScreen:
    """`present` is the hash of this request's session, `device` that of its browser. Sessions that were not used since
    `used_after` have ended. Five statements."""
    account = connection.execute(_WHO, {"person": person}).one()
    sessions = connection.execute(_SESSIONS, {"person": person, "now": now, "used_after": used_after})
    tokens = connection.execute(_TOKENS, {"person": person, "now": now})
    teams = connection.execute(_TEAMS, {"person": person}).all()
    return AccountScreen(
        name=account.name,
        email=account.email or "",
        sessions=tuple(
            SessionLine(row.id_hash, row.client, row.created_at, row.last_seen, row.id_hash == present)
            for row in sessions
        ),
        tokens=tuple(token_line(row) for row in tokens),
        teams=tuple((row.id, row.name) for row in teams),
        zone=teams[0].time_zone if teams else "UTC",
        locale=account.locale,
        has_password=bool(account.has_password),
        theme=account.theme,
        density=account.density,
        keys=account.single_keys,
        second_step=bool(account.second_step),
        recovery_codes=account.recovery_codes,
        new_browsers=tuple(
            NewBrowser(row.hash, row.client, row.created_at)
            for row in connection.execute(_NEW_BROWSERS, {"person": person, "device": device})
        ),
    )


def team_tokens(connection: Connection, team: int, now: datetime) -> tuple[TeamToken, ...]:
    """The tokens of all people for the team. One statement."""
    rows = connection.execute(_OF_TEAM, {"team": team, "now": now})
    return tuple(TeamToken(row.person, token_line(row)) for row in rows)


def token_line(row: Any) -> TokenLine:
    """The token in a row of a query with `team_name`."""
    return TokenLine(
        row.id, row.name, row.hint, row.team_name, row.scope, row.created_at, row.expires_at, row.last_used_at
    )
