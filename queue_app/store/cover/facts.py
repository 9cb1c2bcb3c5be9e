"""Reads the facts for the cover of a team: the days of finished work by area and person, declarations, skips and absences.

They are for the rules. A screen takes states, counts and items out of them, and never keeps them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal,
    select,
    union_all,
)

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.evidence import KEPT_DAYS, SKIPPED_DAYS, standings
from queue_app.domain.cover.facts import CoverFacts, Declaration, FinishedDays, Skipped, WorkedDays
from queue_app.domain.cover.states import Standings
from queue_app.domain.queue.events import WITHOUT_COVER
from queue_app.domain.team.team import Team
from queue_app.store.cover import absences
from queue_app.store.tables import AREA, DECLARATION, EVENT, EVIDENCE, FORMER, ITEM, ITEM_AREA, SKIP
from queue_app.store.team.members import who_work

_TEAM: BindParameter[int] = bindparam("team")
_SINCE = bindparam("since", type_=EVIDENCE.c.on_day.type)
_FROM = bindparam("skipped_since", type_=SKIP.c.at.type)


@dataclass(frozen=True, slots=True)
class TeamCover:
    """The standings of the areas, the `members` who can pull ({id: name}), and their present and future absences. `areas` is
    {id: name} of the active ones."""

    standings: Standings = field(default_factory=dict)
    areas: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, str] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()


NO_COVER = TeamCover()
"""For people who do not see cover."""

_LAST: Select[Any] = (
    select(EVENT.c.seq)
    .where(EVENT.c.team_id == _TEAM, EVENT.c.kind.not_in(WITHOUT_COVER))
    .order_by(EVENT.c.seq.desc())
    .limit(1)
)
_AREAS: Select[Any] = (
    select(AREA.c.id, AREA.c.name).where(AREA.c.team_id == _TEAM, AREA.c.archived_at.is_(None)).order_by(AREA.c.folded)
)


_DAY, _BETWEEN = String(10), ","
_date = lru_cache(maxsize=2 * KEPT_DAYS)(date.fromisoformat)


def _days(column: ColumnElement[date]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(column, _DAY), _BETWEEN)


def _known() -> Any:
    """Rows of kind, area, person (0: anybody), days, declaration. The days of a row are one text, which is read in a tenth of
    the time that thousands of rows take."""
    recent = (
        select(ITEM.c.id, ITEM.c.finished_on).where(ITEM.c.team_id == _TEAM, ITEM.c.finished_on >= _SINCE).cte("recent")
    )
    # Materialized: with outdated statistics PostgreSQL scanned all items for each tag.
    recent = recent.prefix_with("MATERIALIZED")
    done = (
        select(literal("done"), ITEM_AREA.c.area_id, literal(0), _days(recent.c.finished_on), literal(""))
        .select_from(recent.join(ITEM_AREA, ITEM_AREA.c.item_id == recent.c.id))
        .where(ITEM_AREA.c.team_id == _TEAM)
        .group_by(ITEM_AREA.c.area_id)
    )
    person = func.coalesce(EVIDENCE.c.person_id, FORMER.c.claimed_by)
    former = and_(FORMER.c.team_id == EVIDENCE.c.team_id, FORMER.c.id == EVIDENCE.c.former_id)
    seen = (
        select(literal("seen"), EVIDENCE.c.area_id, person, _days(EVIDENCE.c.on_day), literal(""))
        .select_from(EVIDENCE.outerjoin(FORMER, former))
        .where(EVIDENCE.c.team_id == _TEAM, EVIDENCE.c.on_day >= _SINCE, person.is_not(None))
        .group_by(EVIDENCE.c.area_id, person)
    )
    area = and_(AREA.c.team_id == DECLARATION.c.team_id, AREA.c.id == DECLARATION.c.area_id)
    became = func.coalesce(AREA.c.merged_into, AREA.c.id)
    declared = (
        select(
            literal("declared"), became, DECLARATION.c.person_id, cast(DECLARATION.c.on_day, _DAY), DECLARATION.c.says
        )
        .select_from(DECLARATION.join(AREA, area))
        .where(DECLARATION.c.team_id == _TEAM)
    )
    rows = union_all(done, seen, declared).subquery("known")
    return select(*(column.label(name) for column, name in zip(rows.c, _NAMES, strict=True)))


_NAMES = ("kind", "area", "person", "days", "says")
_KNOWN = _known()
_SKIPPED: Select[Any] = (
    select(ITEM_AREA.c.area_id, SKIP.c.person_id, SKIP.c.at)
    .select_from(
        SKIP.join(ITEM_AREA, and_(ITEM_AREA.c.team_id == SKIP.c.team_id, ITEM_AREA.c.item_id == SKIP.c.item_id))
    )
    .where(SKIP.c.team_id == _TEAM, SKIP.c.kind == "area", SKIP.c.at >= _FROM)
)


def changed_at(connection: Connection, team: int) -> int:
    """The number of the last event that may have changed the cover."""
    return int(connection.execute(_LAST, {"team": team}).scalar_one_or_none() or 0)


def team_cover(connection: Connection, team: Team, today: date) -> TeamCover:
    """The cover of the team on the day. Five statements."""
    areas = {row.id: row.name for row in connection.execute(_AREAS, {"team": team.id})}
    members = who_work(connection, team.id)
    area_standings = standings(_facts(connection, team, today, areas, members), today)
    away = tuple(
        entered.absence for entered in absences.coming(connection, team.id, today) if entered.absence.person in members
    )
    return TeamCover(area_standings, areas, members, away)


def _facts(
    connection: Connection, team: Team, today: date, areas: Mapping[int, str], members: Mapping[int, str]
) -> CoverFacts:
    since = {"team": team.id, "since": today - timedelta(days=KEPT_DAYS)}
    rows = connection.execute(_KNOWN, since).all()
    return CoverFacts(
        areas=tuple(areas),
        members=frozenset(members),
        done=[FinishedDays(row.area, _read(row.days)) for row in rows if row.kind == "done"],
        seen=[WorkedDays(row.area, row.person, _read(row.days)) for row in rows if row.kind == "seen"],
        declared=[_declared(row) for row in rows if row.kind == "declared"],
        skipped=_skipped(connection, team, today),
    )


def _declared(row: Row[Any]) -> Declaration:
    return Declaration(row.area, row.person, row.says, _date(row.days))


def _read(days: str) -> list[date]:
    return [_date(day) for day in days.split(_BETWEEN)]


def _skipped(connection: Connection, team: Team, today: date) -> list[Skipped]:
    """Recent skips, by the day in the team's zone. One day more is read, for zones behind UTC."""
    since = datetime.combine(today, time(), UTC) - timedelta(days=SKIPPED_DAYS + 1)
    rows = connection.execute(_SKIPPED, {"team": team.id, "skipped_since": since})
    return [Skipped(row.area_id, row.person_id, team.day(row.at)) for row in rows]
