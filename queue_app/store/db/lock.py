"""The lock of every write: the team's clock row. The same statement gives the event number and the writer's rights.

PostgreSQL reads the other tables of the statement as of the time before it waited. So the statement also returns the
revision from that time. If the locked row has a later one, the values from other tables are read again (members, settings,
an earlier answer). SQLite waits at BEGIN IMMEDIATE and never inside a statement.

Event times of a team do not go back when the machine's clock steps back a little. A last time that is further ahead came
from a wrong clock and is not copied. Events are ordered by their numbers, not by time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Update, and_, bindparam, case, func, insert, select, update

from queue_app.domain.team.rights import Role
from queue_app.domain.team.team import Team
from queue_app.store.db import clocks
from queue_app.store.db.prepared import Prepared
from queue_app.store.tables import CLOCK, EVENT, MEMBERSHIP, REQUEST, TEAM

_RULES = ("name", "time_zone", "who_orders", "who_limits", "archived_at", "agent_silence", "agents_finish")
_RULES_OF = [TEAM.c[n] for n in _RULES]


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The stored answer of an earlier request with the same key."""

    hash: str
    seq: int | None
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Locked:
    """The result of the lock. `seq` is the last reserved event number, `number` the last reserved item number."""

    team: Team
    seq: int
    at: datetime
    number: int
    role: Role | None
    stored_answer: StoredAnswer | None


_ROLE = (
    select(MEMBERSHIP.c.role)
    .where(MEMBERSHIP.c.team_id == bindparam("of_team"), MEMBERSHIP.c.person_id == bindparam("by"))
    .scalar_subquery()
    .label("role")
)
_REQUEST_COLUMNS = ("hash", "seq", "result")
_ANSWER = [REQUEST.c[n].label(f"request_{n}") for n in _REQUEST_COLUMNS]
_SEEN = CLOCK.alias("seen")
_IS_MEMBER = and_(MEMBERSHIP.c.team_id == TEAM.c.id, MEMBERSHIP.c.person_id == bindparam("by"))
_IS_ANSWER = and_(REQUEST.c.person_id == bindparam("by"), REQUEST.c.key == bindparam("with_key"))
_AGAIN = Prepared(
    select(MEMBERSHIP.c.role, *_RULES_OF, *_ANSWER)
    .select_from(TEAM)
    .outerjoin(MEMBERSHIP, _IS_MEMBER)
    .outerjoin(REQUEST, _IS_ANSWER)
    .where(TEAM.c.id == bindparam("of_team"))
)
"""What the lock reads from other tables: the role, the team's settings, an earlier answer."""


def _one_by_one(lock: Update) -> Update:
    """The lock with settings and role, for SQLite: by scalar subqueries, because its RETURNING only has the updated table."""
    team_of = [
        select(column).where(TEAM.c.id == bindparam("of_team")).scalar_subquery().label(column.key)
        for column in _RULES_OF
    ]
    request = [
        select(REQUEST.c[n])
        .where(REQUEST.c.person_id == bindparam("by"), REQUEST.c.key == bindparam("with_key"))
        .scalar_subquery()
        .label(f"request_{n}")
        for n in _REQUEST_COLUMNS
    ]
    return lock.returning(_ROLE, *team_of, *request)


def _joined(lock: Update) -> Update:
    """The lock with settings and role, for PostgreSQL: by a join."""
    rules = (
        select(_SEEN.c.team_id, _SEEN.c.revision.label("seen_revision"), MEMBERSHIP.c.role, *_RULES_OF, *_ANSWER)
        .select_from(_SEEN)
        .join(TEAM, TEAM.c.id == _SEEN.c.team_id)
        .outerjoin(MEMBERSHIP, _IS_MEMBER)
        .outerjoin(REQUEST, _IS_ANSWER)
        .where(_SEEN.c.team_id == bindparam("of_team"))
        .subquery("known")
    )
    return lock.where(rules.c.team_id == CLOCK.c.team_id).returning(*rules.c, _KEY_PLANS)


_KEY_PLANS = func.set_config("plan_cache_mode", "force_generic_plan", True).label("plans")
"""Generic plans suffice, because queries under the lock find rows by keys. Planning each time took 0.35 of 2 ms."""


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=CLOCK.c.last_at.type)


@lru_cache(maxsize=2)
def _lock(sqlite: bool) -> Prepared:
    later = func.max if sqlite else func.greatest
    smoothed = later(CLOCK.c.last_at, _moment("now"))
    plain = (
        update(CLOCK)
        .where(CLOCK.c.team_id == bindparam("of_team"))
        .values(
            revision=CLOCK.c.revision + bindparam("events"),
            last_number=CLOCK.c.last_number + bindparam("items"),
            last_at=case((CLOCK.c.last_at > _moment("believed_until"), _moment("now")), else_=smoothed),
        )
        .returning(CLOCK.c.revision, CLOCK.c.last_at, CLOCK.c.last_number)
    )
    return Prepared(_one_by_one(plain) if sqlite else _joined(plain))


def lock(
    connection: Connection, team_id: int, by: int | None, key: str | None, now: datetime, events: int, items: int
) -> Locked | None:
    """Lock the team and reserve `events` event and `items` item numbers. None for an unknown team."""
    sqlite = connection.dialect.name == "sqlite"
    writer = {"of_team": team_id, "by": by}
    told = {"with_key": key, "now": now, "believed_until": now + clocks.SMOOTHED, "events": events, "items": items}
    rows = _lock(sqlite).rows(connection, writer | told)
    if not rows:
        return None
    (row,) = rows
    others_wrote = not sqlite and row["seen_revision"] != row["revision"] - events
    rules = _AGAIN.rows(connection, writer | {"with_key": key})[0] if others_wrote else row
    team = Team(
        id=team_id,
        name=rules["name"],
        time_zone=rules["time_zone"],
        who_orders=rules["who_orders"],
        who_limits=rules["who_limits"],
        archived=rules["archived_at"] is not None,
        agent_silence=rules["agent_silence"],
        agents_finish=bool(rules["agents_finish"]),
    )
    role = Role(rules["role"]) if rules["role"] else None
    repeated = rules["request_hash"] is not None
    stored_answer = (
        StoredAnswer(rules["request_hash"], rules["request_seq"], rules["request_result"]) if repeated else None
    )
    return Locked(team, row["revision"], row["last_at"], row["last_number"], role, stored_answer)


_HOLD = select(CLOCK.c.revision).where(CLOCK.c.team_id == bindparam("of_team")).with_for_update()


def hold(connection: Connection, team: int) -> None:
    """Lock the team until this transaction ends, without an event number: no event is written."""
    connection.execute(_HOLD, {"of_team": team})


_EVENT = Prepared(insert(EVENT).values({column.key: bindparam(column.key) for column in EVENT.c}))
_REQUEST = Prepared(insert(REQUEST).values({column.key: bindparam(column.key) for column in REQUEST.c}))
_GIVE_BACK = (
    update(CLOCK)
    .where(CLOCK.c.team_id == bindparam("of_team"))
    .values(last_number=CLOCK.c.last_number - bindparam("unused"))
)


def give_back(connection: Connection, team: int, unused: int) -> None:
    """Give back the last `unused` reserved item numbers: the numbers of a team have no gaps."""
    connection.execute(_GIVE_BACK, {"of_team": team, "unused": unused})


def write_events(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append events to the team's history; a trigger fills `event_item` from each `data["items"]`."""
    if rows:
        _EVENT.write(connection, *rows)


def write_request(connection: Connection, row: dict[str, Any]) -> None:
    """Store the answer of this request. It is a person's unless `row` says otherwise."""
    _REQUEST.write(connection, {"by_agent": False} | row)


def kind_of(connection: Connection, team: int, seq: int) -> str:
    """The kind of the event; "" if there is no such event."""
    query = select(EVENT.c.kind).where(EVENT.c.team_id == team, EVENT.c.seq == seq)
    return connection.execute(query).scalar_one_or_none() or ""


def stored_answer(connection: Connection, person: int, key: str) -> dict[str, Any] | None:
    """The stored answer of an earlier request of the person with the same key, or None."""
    query = select(REQUEST.c.result).where(REQUEST.c.person_id == person, REQUEST.c.key == key)
    return connection.execute(query).scalar_one_or_none()
