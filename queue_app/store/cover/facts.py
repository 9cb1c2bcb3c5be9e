"""Reads the facts for the cover of a team: the days of finished work by area and person, declarations, skips and absences.

They are for the rules. A screen only takes states, counts and items from them, and never keeps them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import ceil
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.evidence import COVER_HALVES, KEPT_DAYS, SKIPPED_DAYS, standings
from queue_app.domain.cover.facts import CoverFacts, Declaration, FinishedDays, Skipped, WorkedDays
from queue_app.domain.cover.states import Standings
from queue_app.domain.queue.events import OF_THE_COVER
from queue_app.domain.team.team import Team
from queue_app.store.cover import absences
from queue_app.store.queue.history import last_of
from queue_app.store.tables import AREA, DECLARATION, EVIDENCE, FORMER, ITEM_AREA, MEMBERSHIP, SKIP
from queue_app.store.team.members import who_work

_TEAM: BindParameter[int] = bindparam("team")
_SINCE = bindparam("since", type_=EVIDENCE.c.on_day.type)
_FROM = bindparam("skipped_since", type_=SKIP.c.at.type)


@dataclass(frozen=True, slots=True)
class TeamCover:
    """The standings of the areas, the `members` who can pull ({id: name}), and their present and future absences. `areas` is
    {id: name} of the active areas."""

    standings: Standings = field(default_factory=dict)
    areas: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, str] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()


NO_COVER = TeamCover()
"""The cover for viewers who may not see it."""

_LAST = select(last_of(OF_THE_COVER))
_AREAS: Select[Any] = (
    select(AREA.c.id, AREA.c.name).where(AREA.c.team_id == _TEAM, AREA.c.archived_at.is_(None)).order_by(AREA.c.folded)
)


_DAY, _BETWEEN = String(10), ","
_date = lru_cache(maxsize=2 * KEPT_DAYS)(date.fromisoformat)


def _days(column: ColumnElement[date]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(column, _DAY), _BETWEEN)


ENOUGH_ITEMS = 300
"""How many of the newest finished items of an area are read. More would not change who does how much of the work."""
ENOUGH_EACH = 2 ** ceil(KEPT_DAYS / COVER_HALVES)
"""How many of a person's newest evidence rows in an area are read. Even at the lowest weight this many add up to one, so a
person who knows an area stays visible, however much others worked in it since."""


def _nth_newest(day: ColumnElement[date], n: int, *where: ColumnElement[bool]) -> ColumnElement[date]:
    """The day of the n-th newest row, or the first day that counts."""
    newest = select(day).where(*where, day >= _SINCE).order_by(day.desc()).offset(n - 1).limit(1)
    return func.coalesce(newest.scalar_subquery(), _SINCE, type_=EVIDENCE.c.on_day.type)


def _known() -> Any:
    """Rows of kind, area, person (0: anybody), days, declaration. The days of a row are one text: reading it takes a tenth of
    the time of thousands of rows. A long history costs no more than a short one."""
    tag = ITEM_AREA.alias("tag")
    of_area = (tag.c.team_id == _TEAM, tag.c.area_id == AREA.c.id)
    areas = (
        select(AREA.c.id, _nth_newest(tag.c.done_on, ENOUGH_ITEMS, *of_area).label("since"))
        .where(AREA.c.team_id == _TEAM, AREA.c.archived_at.is_(None))
        .cte("areas")
        .prefix_with("MATERIALIZED")
    )
    touched = (ITEM_AREA.c.team_id == _TEAM, ITEM_AREA.c.area_id == areas.c.id, ITEM_AREA.c.done_on >= areas.c.since)
    done = (
        select(literal("done"), areas.c.id, literal(0), _days(ITEM_AREA.c.done_on), literal(""))
        .select_from(areas.join(ITEM_AREA, and_(*touched)))
        .group_by(areas.c.id)
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
    members = select(MEMBERSHIP.c.person_id.label("id"), MEMBERSHIP.c.person_id.label("person"))
    former = select(FORMER.c.id, FORMER.c.claimed_by.label("person"))
    rows = union_all(
        done,
        _seen(areas, members.where(MEMBERSHIP.c.team_id == _TEAM).subquery("members"), "person_id"),
        _seen(
            areas,
            former.where(FORMER.c.team_id == _TEAM, FORMER.c.claimed_by.is_not(None)).subquery("former"),
            "former_id",
        ),
        _seen_of_others(areas),
        declared,
    ).subquery("known")
    return select(*(column.label(name) for column, name in zip(rows.c, _NAMES, strict=True)))


def _seen(areas: FromClause, people: FromClause, of: str) -> Select[Any]:
    """The evidence of each of the `people` in each area, as far back as the area's work, or further if they have little."""
    each = EVIDENCE.alias("each")
    theirs = (each.c.team_id == _TEAM, each.c.area_id == areas.c.id, each.c[of] == people.c.id)
    pairs = (
        select(areas.c.id, areas.c.since, people.c.id.label("who"), people.c.person)
        .add_columns(_nth_newest(each.c.on_day, ENOUGH_EACH, *theirs).label("own"))
        .select_from(areas.join(people, true()))
        .cte(f"pairs_{of}")
        .prefix_with("MATERIALIZED")
    )
    since = case((pairs.c.own < pairs.c.since, pairs.c.own), else_=pairs.c.since)
    seen = (
        EVIDENCE.c.team_id == _TEAM,
        EVIDENCE.c.area_id == pairs.c.id,
        EVIDENCE.c[of] == pairs.c.who,
        EVIDENCE.c.on_day >= since,
    )
    return (
        select(literal("seen"), pairs.c.id, pairs.c.person, _days(EVIDENCE.c.on_day), literal(""))
        .select_from(pairs.join(EVIDENCE, and_(*seen)))
        .group_by(pairs.c.id, pairs.c.who, pairs.c.person)
    )


def _seen_of_others(areas: FromClause) -> Select[Any]:
    """The evidence of people who have left, as far back as the area's work. It shows that the area is known."""
    of_team = (EVIDENCE.c.team_id == _TEAM, EVIDENCE.c.area_id == areas.c.id, EVIDENCE.c.on_day >= areas.c.since)
    is_member = select(MEMBERSHIP.c.person_id).where(
        MEMBERSHIP.c.team_id == _TEAM, MEMBERSHIP.c.person_id == EVIDENCE.c.person_id
    )
    return (
        select(literal("seen"), areas.c.id, EVIDENCE.c.person_id, _days(EVIDENCE.c.on_day), literal(""))
        .select_from(areas.join(EVIDENCE, and_(*of_team)))
        .where(EVIDENCE.c.person_id.is_not(None), ~is_member.exists())
        .group_by(areas.c.id, EVIDENCE.c.person_id)
    )


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
    return connection.execute(_LAST, {"team": team}).scalar_one()


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
    """Recent skips, by their day in the team's time zone. The query reads one more day, for zones behind UTC."""
    since = datetime.combine(today, time(), UTC) - timedelta(days=SKIPPED_DAYS + 1)
    rows = connection.execute(_SKIPPED, {"team": team.id, "skipped_since": since})
    return [Skipped(row.area_id, row.person_id, team.day(row.at)) for row in rows]
