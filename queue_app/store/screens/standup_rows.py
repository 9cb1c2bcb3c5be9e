"""Reads the stand-up: rows are items, in the fixed order of the sections."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, and_, bindparam, func, select

from queue_app.domain.cover import Standings
from queue_app.domain.item import State
from queue_app.domain.standup import Meetings
from queue_app.store.clock import EVENT, TEAM
from queue_app.store.items import ITEM, ready
from queue_app.store.pull import SKIP
from queue_app.store.screens.blocked_rows import blocked_rows
from queue_app.store.screens.frame_rows import Scene, Viewer, cover_of, scene
from queue_app.store.screens.parts_rows import areas_of, people_on
from queue_app.store.screens.places import position
from queue_app.store.screens.running_rows import reason_of, running_items
from queue_app.store.screens.standup import DoneRow, LonelyRow, NextPull, Skip, StandUpScreen
from queue_app.store.screens.told_rows import events, told
from queue_app.store.screens.values import ItemLink, OnIt, Told
from queue_app.store.stints import STINT

MOST = 100
PULLS = 3

_TEAM: BindParameter[int] = bindparam("team")
_MEETS = select(TEAM.c.standup_days, TEAM.c.standup_minute).where(TEAM.c.id == _TEAM)
_LEFT = (
    select(STINT.c.item_id, func.max(STINT.c.left_at, type_=STINT.c.left_at.type).label("at"))
    .select_from(STINT.join(ITEM, and_(STINT.c.item_id == ITEM.c.id, STINT.c.run == ITEM.c.run)))
    .where(STINT.c.team_id == _TEAM, ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None))
    .group_by(STINT.c.item_id)
)
_LIMITS = events().where(EVENT.c.kind == "limit_set", EVENT.c.at > bindparam("since", type_=EVENT.c.at.type)).limit(10)
_PULLS = (
    select(
        *(ITEM.c[name] for name in ("id", "number", "title", "company", "reason", "reason_kind")),
        position(ITEM).label("position"),
    )
    .where(ITEM.c.team_id == _TEAM, ready(ITEM), ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank)
    .limit(PULLS)
)
_SKIPS = (
    select(SKIP.c.item_id, SKIP.c.kind, SKIP.c.why)
    .select_from(SKIP.join(ITEM, and_(ITEM.c.team_id == SKIP.c.team_id, ITEM.c.id == SKIP.c.item_id)))
    .where(
        SKIP.c.team_id == _TEAM,
        SKIP.c.item_id.in_(bindparam("items", expanding=True)),
        SKIP.c.item_version == ITEM.c.version,
        SKIP.c.until_day > bindparam("today"),
    )
    .order_by(SKIP.c.at)
)
_DONE = (
    select(*(ITEM.c[name] for name in ("number", "title", "started_on", "finished_on", "improvement")))
    .where(
        ITEM.c.team_id == _TEAM,
        ITEM.c.finished_on >= bindparam("day", type_=ITEM.c.finished_on.type),
        ITEM.c.finished_at > bindparam("since", type_=ITEM.c.finished_at.type),
    )
    .order_by(ITEM.c.finished_at.desc())
    .limit(MOST)
)


def standup_screen(connection: Connection, viewer: Viewer, asked: date | None = None) -> StandUpScreen:
    """The page as this person sees it, since the last stand-up or since that of the day `asked`.

    Raises NotFound, and InputError for a stand-up that has not been or is too long ago.
    """
    seen = scene(connection, viewer)
    meets = connection.execute(_MEETS, {"team": viewer.team}).one()
    meetings = Meetings(seen.team, meets.standup_days, meets.standup_minute)
    since = meetings.asked(asked, viewer.now) if asked else meetings.before(viewer.now)
    runs = running_items(connection, viewer.team)
    people = people_on(connection, seen)
    return StandUpScreen(
        frame=seen.frame,
        since=since,
        room=seen.room,
        blocked=blocked_rows(connection, seen, meetings, since, people),
        lonely=_lonely(connection, viewer.team, runs, people),
        limits=_limits(connection, seen, since),
        pulls=_pulls(connection, seen, cover_of(connection, viewer, seen).standings) if seen.names else (),
        done=_done(connection, seen, since),
        running=tuple(ItemLink(row["number"], row["title"], State.IN_PROGRESS) for row in runs),
        asked=asked is not None,
    )


def _lonely(
    connection: Connection, team: int, runs: list[RowMapping], people: Mapping[int, OnIt]
) -> tuple[LonelyRow, ...]:
    alone = [row for row in runs if row["id"] not in people]
    left = {row.item_id: row.at for row in connection.execute(_LEFT, {"team": team})} if alone else {}
    return tuple(LonelyRow(row["number"], row["title"], left.get(row["id"])) for row in alone)


def _limits(connection: Connection, seen: Scene, since: datetime) -> tuple[Told, ...]:
    rows: list[Any] = list(connection.execute(_LIMITS, {"team": seen.team.id, "since": since}).mappings())
    return tuple(replace(line, by=None) for line in told(connection, seen, rows))


def _pulls(connection: Connection, seen: Scene, standings: Standings) -> tuple[NextPull, ...]:
    rows = connection.execute(_PULLS, {"team": seen.team.id}).mappings().all()
    ids = [row["id"] for row in rows]
    areas = areas_of(connection, seen.team.id, ids, standings)
    query = {"team": seen.team.id, "items": ids, "today": seen.frame.today}
    skips = [(row.item_id, Skip(row.kind, row.why)) for row in connection.execute(_SKIPS, query)]
    return tuple(
        NextPull(
            position=row["position"],
            number=row["number"],
            title=row["title"],
            areas=areas.get(row["id"], ()),
            reason=reason_of(row),
            skips=tuple(skip for item, skip in skips if item == row["id"]),
            asks=row["company"],
        )
        for row in rows
    )


def _done(connection: Connection, seen: Scene, since: datetime) -> tuple[DoneRow, ...]:
    rows = connection.execute(_DONE, {"team": seen.team.id, "since": since, "day": seen.team.day(since)})
    return tuple(
        DoneRow(
            row.number,
            row.title,
            (row.finished_on - row.started_on).days if row.started_on else None,
            row.improvement,
        )
        for row in rows
    )
