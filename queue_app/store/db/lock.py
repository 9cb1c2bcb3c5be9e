"""The lock that every write takes: the team's clock row, with the number of the event and who may write, in one statement.

PostgreSQL reads the other tables of the statement as they were when it began to wait, so changed members and settings are
noticed by `rules_at` (which the lock itself reads fresh) and are then read once more. SQLite never waits in a statement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Update, and_, bindparam, func, insert, select, update

from queue_app.domain.team.rights import Role
from queue_app.domain.team.team import Team
from queue_app.store.db.prepared import Prepared
from queue_app.store.tables import CLOCK, EVENT, MEMBERSHIP, REQUEST, TEAM

_RULES_OF = [TEAM.c[n] for n in ("name", "time_zone", "who_orders", "who_limits", "archived_at")]


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


_ROLE = (
    select(MEMBERSHIP.c.role)
    .where(MEMBERSHIP.c.team_id == bindparam("of_team"), MEMBERSHIP.c.person_id == bindparam("by"))
    .scalar_subquery()
    .label("role")
)
_RULES: Select[Any] = select(*_RULES_OF, _ROLE).where(TEAM.c.id == bindparam("of_team"))
"""Who may do what: the team's settings, and the role of the person."""


_REQUEST_COLUMNS = ("hash", "seq", "result")
_SEEN = CLOCK.alias("seen")


def _one_by_one(lock: Update) -> Update:
    """The lock that also tells who may do what: on SQLite by scalar queries, whose RETURNING knows the updated table only."""
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
    seen = select(_SEEN.c.rules_at).where(_SEEN.c.team_id == bindparam("of_team")).scalar_subquery()
    return lock.returning(seen.label("seen_rules_at"), _ROLE, *team_of, *request)


def _joined(lock: Update) -> Update:
    """The same for PostgreSQL, by one join."""
    request = [REQUEST.c[n].label(f"request_{n}") for n in _REQUEST_COLUMNS]
    known = (
        select(_SEEN.c.team_id, _SEEN.c.rules_at.label("seen_rules_at"), MEMBERSHIP.c.role, *_RULES_OF, *request)
        .select_from(_SEEN)
        .join(TEAM, TEAM.c.id == _SEEN.c.team_id)
        .outerjoin(MEMBERSHIP, and_(MEMBERSHIP.c.team_id == _SEEN.c.team_id, MEMBERSHIP.c.person_id == bindparam("by")))
        .outerjoin(REQUEST, and_(REQUEST.c.person_id == bindparam("by"), REQUEST.c.key == bindparam("with_key")))
        .where(_SEEN.c.team_id == bindparam("of_team"))
        .subquery("known")
    )
    return lock.where(known.c.team_id == CLOCK.c.team_id).returning(*known.c, _KEY_PLANS)


_KEY_PLANS = func.set_config("plan_cache_mode", "force_generic_plan", True).label("plans")
"""Whatever is asked under the lock finds its rows by keys: planning it anew for the values took 0.35 ms of 2."""


@lru_cache(maxsize=2)
def _lock(sqlite: bool) -> Prepared:
    later = func.max if sqlite else func.greatest
    plain = (
        update(CLOCK)
        .where(CLOCK.c.team_id == bindparam("of_team"))
        .values(
            revision=CLOCK.c.revision + bindparam("events"),
            last_number=CLOCK.c.last_number + bindparam("items"),
            last_at=later(CLOCK.c.last_at, bindparam("now", type_=CLOCK.c.last_at.type)),
        )
        .returning(CLOCK.c.revision, CLOCK.c.last_at, CLOCK.c.last_number, CLOCK.c.rules_at)
    )
    return Prepared(_one_by_one(plain) if sqlite else _joined(plain))


def lock(
    connection: Connection, team_id: int, by: int | None, key: str | None, now: datetime, events: int, items: int
) -> Locked | None:
    """Lock the team and reserve its next event and item numbers. None when there is no such team."""
    sqlite = connection.dialect.name == "sqlite"
    who = {"of_team": team_id, "by": by}
    rows = _lock(sqlite).rows(connection, who | {"with_key": key, "now": now, "events": events, "items": items})
    if not rows:
        return None
    (row,) = rows
    as_before = row["seen_rules_at"] == row["rules_at"]
    rules = row if as_before else connection.execute(_RULES, who).mappings().one()
    known = Team(
        id=team_id,
        name=rules["name"],
        time_zone=rules["time_zone"],
        who_orders=rules["who_orders"],
        who_limits=rules["who_limits"],
        archived=rules["archived_at"] is not None,
    )
    role = Role(rules["role"]) if rules["role"] else None
    known_key = row["request_hash"] is not None
    answered = Answered(row["request_hash"], row["request_seq"], row["request_result"]) if known_key else None
    return Locked(known, row["revision"], row["last_at"], row["last_number"], role, answered)


_HOLD = select(CLOCK.c.revision).where(CLOCK.c.team_id == bindparam("of_team")).with_for_update()


def hold(connection: Connection, team: int) -> None:
    """Let the team's other writes wait until this transaction ends, without a number of its own: no event comes of it."""
    connection.execute(_HOLD, {"of_team": team})


_EVENT = Prepared(insert(EVENT).values({column.key: bindparam(column.key) for column in EVENT.c}))
_REQUEST = Prepared(insert(REQUEST).values({column.key: bindparam(column.key) for column in REQUEST.c}))
_RULES_CHANGED = update(CLOCK).where(CLOCK.c.team_id == bindparam("of_team")).values(rules_at=CLOCK.c.revision)
_GIVE_BACK = (
    update(CLOCK)
    .where(CLOCK.c.team_id == bindparam("of_team"))
    .values(last_number=CLOCK.c.last_number - bindparam("unused"))
)


def give_back(connection: Connection, team: int, unused: int) -> None:
    """The last `unused` of the reserved item numbers were not needed: the numbers of a team have no gaps."""
    connection.execute(_GIVE_BACK, {"of_team": team, "unused": unused})


def write_events(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append to the team's history; the trigger lists the items of each `data["items"]`."""
    if rows:
        _EVENT.write(connection, *rows)


def write_request(connection: Connection, row: dict[str, Any]) -> None:
    """Remember what this request was answered."""
    _REQUEST.write(connection, row)


def answered(connection: Connection, person: int, key: str) -> dict[str, Any] | None:
    """What an earlier request of the person with the same key was answered."""
    found = select(REQUEST.c.result).where(REQUEST.c.person_id == person, REQUEST.c.key == key)
    return connection.execute(found).scalar_one_or_none()


def rules_changed(connection: Connection, team: int) -> None:
    """Tell waiting writers to read their role and the team's settings again."""
    connection.execute(_RULES_CHANGED, {"of_team": team})
