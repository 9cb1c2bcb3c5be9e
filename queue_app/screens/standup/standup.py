"""The stand-up page: the items that need the team, most pressing first, and what changed. Rows are items, each once.

People are counts here, for everybody: the types have no field for a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, select

from queue_app.domain.cover.away import nobody_could_start
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.domain.standup import Meetings
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.when import likely_finishes
from queue_app.screens.frame import Scene, Viewer, cover_of, read_full_scene
from queue_app.screens.history import events_query, history_lines
from queue_app.screens.queue.parts import areas_of, people_on, visible_people
from queue_app.screens.queue.positions import position
from queue_app.screens.queue.running import age_of, reason_of, running_items, sle_of
from queue_app.screens.queue.steady import Steady, TopMove, steadiness, top_history, top_moves
from queue_app.screens.standup.blocked import BlockedRow, blocked_rows
from queue_app.screens.standup.held import UNDECIDED, HeldRow, held_rows
from queue_app.screens.standup.help import HelpRow, by_item, help_rows
from queue_app.screens.standup.runs import (
    LonelyRow,
    OldRow,
    Runs,
    TopRow,
    items_with_people_away,
    lonely_rows,
    old_rows,
    top_row,
)
from queue_app.screens.values import AreaShown, Frame, HistoryLine, ItemLink, ReasonShown, Room, Sle
from queue_app.store.cover.facts import TeamCover
from queue_app.store.queue.history import newest_of
from queue_app.store.queue.items import ready
from queue_app.store.tables import EVENT, ITEM, SKIP, TEAM
from queue_app.store.team.days_off import calendar_of


@dataclass(frozen=True, slots=True)
class SkipLine:
    """A skip in force, without a name. `kind`: the area is unknown, or another cause, given in `why`."""

    kind: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class NextPull:
    """One of the next three items. `asks`: its request for company. `passed`: the viewer skipped it, so their pull
    takes another.

    `away_on` is the day of its likely pull, if all who can take one of its areas are away then.
    """

    position: int
    number: int
    title: str
    areas: tuple[AreaShown, ...] = ()
    reason: ReasonShown | None = None
    skips: tuple[SkipLine, ...] = ()
    asks: str | None = None
    passed: bool = False
    away_on: date | None = None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """An item finished since the last stand-up. `took`: calendar days, None if the start is unknown."""

    number: int
    title: str
    took: int | None = None
    improvement: bool = False


@dataclass(frozen=True, slots=True)
class StandUpScreen:
    """`since` is the previous stand-up, or that of a chosen day (`day_chosen`), a moment in the team's zone.

    `limits` are the changes of the WIP limit since then, `order` those of the top. Observers get no `pulls`: they show
    which areas nobody knows. `running` are the items that the page can block. `all_well`: nothing is blocked or old,
    and every running item has somebody on it.

    `rows` are the items that need the team, each once. `blocked`, `old`, `lonely` and `top` are the same items by what
    concerns them, for the text and for programs.
    """

    frame: Frame
    since: datetime
    room: Room
    blocked: tuple[BlockedRow, ...] = ()
    lonely: tuple[LonelyRow, ...] = ()
    limits: tuple[HistoryLine, ...] = ()
    pulls: tuple[NextPull, ...] = ()
    done: tuple[DoneRow, ...] = ()
    running: tuple[ItemLink, ...] = ()
    day_chosen: bool = False
    old: tuple[OldRow, ...] = ()
    sle: Sle | None = None
    top: TopRow | None = None
    order: tuple[TopMove, ...] = ()
    steady: Steady | None = None
    held: tuple[HeldRow, ...] = ()
    rows: tuple[HelpRow, ...] = ()

    @property
    def all_well(self) -> bool:
        """Whether no item needs help."""
        return not self.blocked and not self.old and not self.lonely and not self.held


MOST = 100
PULLS = 3
MOST_LIMITS = 10

_TEAM: BindParameter[int] = bindparam("team")
_MEETS = select(TEAM.c.standup_days, TEAM.c.standup_minute, UNDECIDED.label("undecided")).where(TEAM.c.id == _TEAM)
_LIMITS = events_query().where(EVENT.c.seq.in_(select(newest_of(("limit_set",), MOST_LIMITS).c.seq)))
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
    select(SKIP.c.item_id, SKIP.c.kind, SKIP.c.why, SKIP.c.person_id)
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


def standup_screen(connection: Connection, viewer: Viewer, meeting_day: date | None = None) -> StandUpScreen:
    """The page for this viewer, since the last stand-up or the one of `meeting_day`.

    Raises NotFound, and InputError for a stand-up in the future or too long ago.
    """
    scene = read_full_scene(connection, viewer)
    meets = connection.execute(_MEETS, {"team": viewer.team}).one()
    meetings = Meetings(scene.team, calendar_of(connection, viewer.team), meets.standup_days, meets.standup_minute)
    since = meetings.chosen(meeting_day, viewer.now) if meeting_day else meetings.before(viewer.now)
    cover = cover_of(connection, viewer, scene)
    people = people_on(connection, viewer.team)
    away = items_with_people_away(people, cover.absences, scene.frame.today) - scene.agents.heard.keys()
    runs = Runs(running_items(connection, viewer.team), visible_people(scene, people), away)
    past = finished_in_past(connection, viewer.team, scene.frame.today)
    history = top_history(connection, viewer.team, viewer.now, since)
    team_forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    blocked = blocked_rows(connection, scene, meetings, since, runs.people)
    held = held_rows(connection, viewer, runs, meets.undecided)
    lonely = lonely_rows(connection, scene, runs)
    old, top = old_rows(connection, scene, runs, past, team_forecast), top_row(connection, scene, runs)
    ages = {row["number"]: age_of(row, scene.frame.today, past) for row in runs.rows}
    return StandUpScreen(
        frame=scene.frame,
        since=since,
        room=scene.room,
        blocked=blocked,
        held=held,
        lonely=lonely,
        limits=_limits(connection, scene, since),
        pulls=_pulls(connection, team_forecast, scene, cover) if scene.frame.me.sees_cover else (),
        done=_done(connection, scene, since),
        running=tuple(ItemLink(row["number"], row["title"], State.IN_PROGRESS) for row in runs.rows),
        day_chosen=meeting_day is not None,
        old=old,
        sle=sle_of(past),
        top=top,
        order=top_moves(connection, scene, history, since),
        steady=steadiness(connection, viewer.team, viewer.now, history),
        rows=help_rows(scene, runs, ages, by_item(blocked, old, lonely, top, held)),
    )


def _limits(connection: Connection, scene: Scene, since: datetime) -> tuple[HistoryLine, ...]:
    newest = connection.execute(_LIMITS, {"team": scene.team.id}).mappings()
    rows: list[Any] = [row for row in newest if row["at"] > since]
    return tuple(history_lines(connection, scene.team.id, rows, names=False))


def _pulls(connection: Connection, team_forecast: TeamForecast, scene: Scene, cover: TeamCover) -> tuple[NextPull, ...]:
    rows = connection.execute(_PULLS, {"team": scene.team.id}).mappings().all()
    ids = [row["id"] for row in rows]
    areas = areas_of(connection, scene.team.id, ids, cover.standings)
    query = {"team": scene.team.id, "items": ids, "today": scene.frame.today}
    skips = connection.execute(_SKIPS, query).all()
    away = _away_on(connection, team_forecast, scene, cover, areas)
    return tuple(
        NextPull(
            position=row["position"],
            number=row["number"],
            title=row["title"],
            areas=areas.get(row["id"], ()),
            reason=reason_of(row),
            skips=tuple(SkipLine(skip.kind, skip.why) for skip in skips if skip.item_id == row["id"]),
            asks=row["company"],
            passed=(row["id"], scene.frame.me.person) in {(skip.item_id, skip.person_id) for skip in skips},
            away_on=away.get(row["id"]),
        )
        for row in rows
    )


def _away_on(
    connection: Connection,
    team_forecast: TeamForecast,
    scene: Scene,
    cover: TeamCover,
    areas: Mapping[int, tuple[AreaShown, ...]],
) -> Mapping[int, date]:
    """{id: day of the likely pull}, if all who can take one of its areas are away then. None without absences."""
    if not cover.absences or not areas:
        return {}
    likely = likely_finishes(connection, scene.team.id, team_forecast, list(areas))
    days = team_forecast.pull_days({item: when.n for item, when in likely.items()}, scene.room.limit)
    touched = {item: [area.id for area in areas[item]] for item in areas}
    return {
        item: day
        for item, day in days.items()
        if day is not None and nobody_could_start(touched[item], cover.standings, cover.absences, day)
    }


def _done(connection: Connection, scene: Scene, since: datetime) -> tuple[DoneRow, ...]:
    rows = connection.execute(_DONE, {"team": scene.team.id, "since": since, "day": scene.team.day(since)})
    return tuple(
        DoneRow(
            row.number,
            row.title,
            (row.finished_on - row.started_on).days if row.started_on else None,
            row.improvement,
        )
        for row in rows
    )
