"""The radiator: the state of the work on a wall, readable from three metres. It shows counts of people and no actions.

It takes a dozen statements plus those of the cover, however many items there are. No statement reads a name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, select

from queue_app.domain.cover.demand import Waiting, need_one
from queue_app.domain.flow.ages import PastCycles
from queue_app.domain.flow.span import by_week, first_day
from queue_app.domain.forecast.forecast import Forecast, Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.team.team import Team
from queue_app.screens.agents.there import NO_AGENTS, agents_there
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.forecast.when import LikelyFinish, likely_finishes
from queue_app.screens.queue.parts import OPEN_BLOCKS, areas_of, block_of
from queue_app.screens.queue.positions import positions
from queue_app.screens.queue.running import age_of, reason_of, running_items, sle_of
from queue_app.screens.values import Age, BlockShown, ReasonShown, Room, Sle
from queue_app.screens.waits.shown import WaitShown, waits_shown
from queue_app.store.cover.facts import TeamCover
from queue_app.store.queue.items import URGENT, waiting
from queue_app.store.queue.order import LIMIT
from queue_app.store.queue.slots import RUNNING
from queue_app.store.queue.stints import ON_IT
from queue_app.store.tables import BLOCK, DAY_SUM, ITEM, STINT, TEAM
from queue_app.store.waits.edges import reached_from
from queue_app.store.waits.held import held


@dataclass(frozen=True, slots=True)
class RunShown:
    """A running item. `on`: how many people and agents are on it; an imported one may have no start. `ready`: an agent says that
    somebody can look at it. `silent_since`: nobody is on it, and an agent was until then."""

    number: int
    title: str
    on: int
    age: Age | None = None
    block: BlockShown | None = None
    ready: bool = False
    silent_since: datetime | None = None
    waits: tuple[WaitShown, ...] = ()


@dataclass(frozen=True, slots=True)
class NextShown:
    """A waiting item at its position, with its range if it has one. `held`: it waits for another item."""

    position: int
    number: int
    title: str
    reason: ReasonShown | None = None
    range: Range | None = None
    blocked: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class BlockedShown:
    """A blocked waiting item."""

    position: int
    number: int
    title: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LastFinish:
    """The last finished item, and its day."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class RadiatorScreen:
    """`team` is its name. `coming` are the first ten waiting items, `blocked` all blocked waiting items, by order.

    `need_one`: how many of the first ten only one person could start. `weeks`: items finished in each of the last eight
    weeks, the present one last; None before the first item. `forecast` is the source of the ranges. `urgent`: the number
    of the urgent item.
    """

    team: str
    zone: str
    now: datetime
    today: date
    room: Room
    running: tuple[RunShown, ...]
    coming: tuple[NextShown, ...]
    blocked: tuple[BlockedShown, ...]
    weeks: tuple[int | None, ...]
    forecast: Forecast
    sle: Sle | None = None
    last: LastFinish | None = None
    need_one: int = 0
    urgent: int | None = None


WEEKS = 8
COMING = 10
MOST_BLOCKED = 20

Forecasts = Callable[[Connection, int, datetime], TeamForecast]
Covers = Callable[[Connection, Team, date], TeamCover]

_TEAM: BindParameter[int] = bindparam("team")
_ROOM = (
    select(
        RUNNING.label("running"),
        LIMIT.label("wip"),
        URGENT.scalar_subquery().label("urgent"),
        select(func.min(DAY_SUM.c.day))
        .where(DAY_SUM.c.team_id == _TEAM, DAY_SUM.c.came > 0)
        .scalar_subquery()
        .label("began"),
    )
    .select_from(TEAM)
    .where(TEAM.c.id == _TEAM)
)
_ON = (
    select(STINT.c.item_id, func.count().label("people"))
    .select_from(ITEM.join(STINT, ON_IT))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None))
    .group_by(STINT.c.item_id)
)
_COMING: Select[Any] = (
    select(
        *(ITEM.c[name] for name in ("id", "number", "title", "reason", "reason_kind", "block_id")),
        held(ITEM).label("held"),
    )
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
    .order_by(ITEM.c.rank)
    .limit(COMING)
)
_BLOCKED = (
    select(ITEM.c.id, ITEM.c.number, ITEM.c.title, BLOCK.c.from_at)
    .select_from(OPEN_BLOCKS)
    .where(BLOCK.c.team_id == _TEAM, BLOCK.c.to_at.is_(None), ITEM.c.state == "waiting")
    .order_by(ITEM.c.rank + 0)  # The sum keeps SQLite from walking along the order.
    .limit(MOST_BLOCKED)
)
_DONE = select(DAY_SUM.c.day, DAY_SUM.c.finished).where(
    DAY_SUM.c.team_id == _TEAM, DAY_SUM.c.day >= bindparam("since", type_=DAY_SUM.c.day.type)
)
_LAST = (
    select(ITEM.c.title, ITEM.c.finished_on)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.finished_on.is_not(None))
    .order_by(ITEM.c.finished_on.desc(), ITEM.c.id.desc())
    .limit(1)
)


def radiator_screen(
    connection: Connection, team: Team, now: datetime, forecasts: Forecasts, covers: Covers
) -> RadiatorScreen:
    """The page, the same for all viewers."""
    query, today = {"team": team.id}, team.day(now)
    past = finished_in_past(connection, team.id, today)
    team_forecast = forecasts(connection, team.id, now)
    room = connection.execute(_ROOM, query).one()
    finished = connection.execute(_DONE, query | {"since": first_day(today, WEEKS)})
    last = connection.execute(_LAST, query).one_or_none()
    coming = connection.execute(_COMING, query).mappings().all()
    return RadiatorScreen(
        team=team.name,
        zone=team.time_zone,
        now=now,
        today=today,
        room=Room(room.running, room.wip),
        running=_running(connection, team, now, past),
        coming=_coming(connection, team.id, team_forecast, coming, Elsewhere(forecasts, now)),
        blocked=_blocked(connection, team.id),
        weeks=by_week(((row.day, row.finished) for row in finished), room.began, today, WEEKS),
        forecast=team_forecast.forecast,
        sle=sle_of(past),
        last=LastFinish(last.title, last.finished_on) if last else None,
        need_one=_need_one(connection, team, coming, covers(connection, team, today)),
        urgent=room.urgent,
    )


def _running(connection: Connection, team: Team, now: datetime, past: PastCycles) -> tuple[RunShown, ...]:
    people = {row.item_id: row.people for row in connection.execute(_ON, {"team": team.id})}
    rows = running_items(connection, team.id)
    agents = agents_there(connection, team, now) if any(row["agent_slot"] for row in rows) else NO_AGENTS
    stuck = [row["id"] for row in rows if row["held"]]
    waits = waits_shown(reached_from(connection, team.id, stuck, None, holding=True), team.id)
    on = {row["id"]: people.get(row["id"], 0) + len(agents.heard.get(row["id"], ())) for row in rows}
    return tuple(
        RunShown(
            number=row["number"],
            title=row["title"],
            on=on[row["id"]],
            age=age_of(row, team.day(now), past),
            block=block_of(row),
            ready=bool(row["ready"]),
            silent_since=None if on[row["id"]] else agents.silent.get(row["id"]),
            waits=waits.get(row["id"], ()),
        )
        for row in rows
    )


def _coming(
    connection: Connection, team: int, team_forecast: TeamForecast, rows: Sequence[RowMapping], elsewhere: Elsewhere
) -> tuple[NextShown, ...]:
    dates = likely_finishes(connection, team, team_forecast, [row["id"] for row in rows], elsewhere)
    return tuple(_next(place, row, dates) for place, row in enumerate(rows, start=1))


def _next(place: int, row: RowMapping, dates: Mapping[int, LikelyFinish]) -> NextShown:
    when = dates.get(row["id"])
    likely = when.range if when else None
    blocked = row["block_id"] is not None
    return NextShown(place, row["number"], row["title"], reason_of(row), likely, blocked, row["held"])


def _need_one(connection: Connection, team: Team, rows: Sequence[RowMapping], cover: TeamCover) -> int:
    areas = areas_of(connection, team.id, [row["id"] for row in rows])
    items = [Waiting(row["id"], tuple(area.id for area in areas.get(row["id"], ()))) for row in rows]
    return need_one(items, cover.standings)


def _blocked(connection: Connection, team: int) -> tuple[BlockedShown, ...]:
    rows = connection.execute(_BLOCKED, {"team": team}).all()
    at = positions(connection, team, [row.id for row in rows])
    return tuple(
        sorted(
            (BlockedShown(at[row.id], row.number, row.title, row.from_at) for row in rows),
            key=lambda shown: shown.position,
        )
    )
