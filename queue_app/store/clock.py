"""The lock that every write takes: the team's clock row, with the number of the event and who may write, in one statement.

PostgreSQL reads the other tables of the statement as they were when it began to wait, so a changed membership is noticed
by `members_at` (which the lock itself reads fresh) and the role is then read once more. SQLite never waits inside a statement.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, func, insert, select, update

from queue_app.domain.rights import Role
from queue_app.domain.team import Team
from queue_app.store.base import table
from queue_app.store.tables import history, person, team

CLOCK = table(team.TeamClock)
TEAM = table(team.Team)
MEMBERSHIP = table(person.Membership)
EVENT = table(history.Event)
REQUEST = table(history.Request)

_TEAM_COLUMNS = ("name", "time_zone", "working_days", "who_orders", "who_limits", "archived_at")


@dataclass(frozen=True, slots=True)
class Answered:
    """What an earlier request with the same key was answered."""

    hash: str
    seq: int | None
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Locked:
    """What the lock read. `seq` is the last of the reserved event numbers, `number` the last of the reserved item numbers."""

    team: Team
    seq: int
    at: datetime
    number: int
    role: Role | None
    answered: Answered | None


_ROLE: Select[Any] = select(MEMBERSHIP.c.role).where(
    MEMBERSHIP.c.team_id == bindparam("of_team"), MEMBERSHIP.c.person_id == bindparam("by")
)


@lru_cache(maxsize=2)
def _lock(sqlite: bool) -> Update:
    later = func.max if sqlite else func.greatest
    of_team = CLOCK.c.team_id == bindparam("of_team")
    snapshot = CLOCK.alias("snapshot")
    team_of = [
        select(TEAM.c[n]).where(TEAM.c.id == bindparam("of_team")).scalar_subquery().label(n) for n in _TEAM_COLUMNS
    ]
    request = [
        select(REQUEST.c[n])
        .where(REQUEST.c.person_id == bindparam("by"), REQUEST.c.key == bindparam("with_key"))
        .scalar_subquery()
        .label(f"request_{n}")
        for n in ("hash", "seq", "result")
    ]
    seen = select(snapshot.c.members_at).where(snapshot.c.team_id == bindparam("of_team")).scalar_subquery()
    return (
        update(CLOCK)
        .where(of_team)
        .values(
            revision=CLOCK.c.revision + bindparam("events"),
            last_number=CLOCK.c.last_number + bindparam("items"),
            last_at=later(CLOCK.c.last_at, bindparam("now", type_=CLOCK.c.last_at.type)),
        )
        .returning(
            CLOCK.c.revision,
            CLOCK.c.last_at,
            CLOCK.c.last_number,
            CLOCK.c.members_at,
            seen.label("seen_members_at"),
            _ROLE.scalar_subquery().label("role"),
            *team_of,
            *request,
        )
    )


def lock(
    connection: Connection, team_id: int, by: int | None, key: str | None, now: datetime, events: int, items: int
) -> Locked | None:
    """Lock the team and reserve its next event and item numbers. None when there is no such team."""
    sqlite = connection.dialect.name == "sqlite"
    who = {"of_team": team_id, "by": by}
    row = connection.execute(
        _lock(sqlite), who | {"with_key": key, "now": now, "events": events, "items": items}
    ).one_or_none()
    if row is None:
        return None
    role = row.role
    if row.seen_members_at != row.members_at:
        role = connection.execute(_ROLE, who).scalar_one_or_none()
    known = Team(
        id=team_id,
        name=row.name,
        time_zone=row.time_zone,
        working_days=row.working_days,
        who_orders=row.who_orders,
        who_limits=row.who_limits,
        archived=row.archived_at is not None,
    )
    known_key = row.request_hash is not None
    answered = Answered(row.request_hash, row.request_seq, row.request_result) if known_key else None
    return Locked(known, row.revision, row.last_at, row.last_number, Role(role) if role else None, answered)


_EVENT = insert(EVENT)
_REQUEST = insert(REQUEST)
_MEMBERS_CHANGED = update(CLOCK).where(CLOCK.c.team_id == bindparam("of_team")).values(members_at=CLOCK.c.revision)
_GIVE_BACK = (
    update(CLOCK)
    .where(CLOCK.c.team_id == bindparam("of_team"))
    .values(last_number=CLOCK.c.last_number - bindparam("unused"))
)


def give_back(connection: Connection, team: int, unused: int) -> None:
    """The last `unused` of the reserved item numbers were not needed: the numbers of a team have no gaps."""
    connection.execute(_GIVE_BACK, {"of_team": team, "unused": unused})


def write_event(
    connection: Connection, team: int, seq: int, at: datetime, kind: str, by: int | None, data: dict[str, Any]
) -> None:
    """Append to the team's history; the trigger lists the items of `data["items"]`."""
    connection.execute(_EVENT, {"team_id": team, "seq": seq, "at": at, "kind": kind, "by": by, "data": data})


def write_request(connection: Connection, row: dict[str, Any]) -> None:
    """Remember what this request was answered."""
    connection.execute(_REQUEST, row)


def answered(connection: Connection, person: int, key: str) -> dict[str, Any] | None:
    """What an earlier request of the person with the same key was answered."""
    found = select(REQUEST.c.result).where(REQUEST.c.person_id == person, REQUEST.c.key == key)
    return connection.execute(found).scalar_one_or_none()


def members_changed(connection: Connection, team: int) -> None:
    """Tell waiting writers to read their role again."""
    connection.execute(_MEMBERS_CHANGED, {"of_team": team})
