"""What all viewers of a queue share, read once at each state of a team.

It takes a fixed number of statements, however many items there are; a filter takes two more, a search six.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, select

from queue_app.domain.cover.away_days import FewLeft, few_left
from queue_app.domain.filters import Filter
from queue_app.domain.flow.ages import PastCycles
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.pull import PullFacts
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.forecast.when import LikelyFinish, likely_finishes
from queue_app.screens.frame import Scene, Viewer, cover_of
from queue_app.screens.queue.found import NOTHING_ELSEWHERE, FoundElsewhere, found_elsewhere
from queue_app.screens.queue.pairing import PairingShown
from queue_app.screens.queue.parts import People, areas_of, people_on
from queue_app.screens.queue.positions import WAITING_ITEMS, position
from queue_app.screens.queue.running import RunningRow, row_without_people, running_items
from queue_app.screens.queue.views import Narrowing, narrowing_of
from queue_app.screens.queue.waiting import WaitingRow, waiting_page, waiting_row
from queue_app.screens.values import AreaShown, ReasonShown
from queue_app.screens.waits.shown import waits_shown, with_costs
from queue_app.store.cover.facts import TeamCover
from queue_app.store.queue.items import NOT_PLACED, waiting
from queue_app.store.queue.pull import pull_facts, skipped, why_nothing
from queue_app.store.tables import ITEM
from queue_app.store.waits.edges import Reached, reached_from
from queue_app.store.waits.held import held

NoPull = Literal["no_room", "all_blocked", "all_skipped", "nothing_waiting"]


@dataclass(frozen=True, slots=True)
class NextItem:
    """The item that a pull gives this person: the first waiting item that is not blocked and that they did not skip."""

    number: int
    title: str
    position: int
    areas: tuple[AreaShown, ...] = ()
    reason: ReasonShown | None = None
    asks: str | None = None
    urgent: bool = False
    blocked_above: int = 0
    skipped_above: int = 0
    when: LikelyFinish | None = None
    pairing: PairingShown | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over the whole team; `matches` counts the waiting items that match the filter."""

    waiting: int
    blocked: int
    not_placed: int
    matches: int


@dataclass(frozen=True, slots=True)
class SharedQueue:
    """What is the same for all viewers who may see the same of the team. From it each gets the part of their own."""

    past: PastCycles
    runs: Sequence[RowMapping]
    running: tuple[RunningRow, ...]
    on: People
    facts: PullFacts
    next: NextItem | None
    nothing: Mapping[str, int]
    cover: TeamCover
    areas: Mapping[int, tuple[AreaShown, ...]]
    rows: tuple[WaitingRow, ...]
    counts: Counts
    forecast: TeamForecast
    filter: Filter
    offered: Narrowing
    after: str | None
    few_left: FewLeft | None
    elsewhere: FoundElsewhere


_TEAM: BindParameter[int] = bindparam("team")

_NOT_PLACED = (
    select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None), NOT_PLACED)
)
_COUNTS = select(WAITING_ITEMS.scalar_subquery().label("waiting"), _NOT_PLACED.scalar_subquery().label("not_placed"))


def _place_of_next() -> Select[Any]:
    top = ITEM.alias("top")
    passed = (
        select(func.count())
        .select_from(ITEM)
        .where(ITEM.c.team_id == _TEAM, waiting(ITEM), ITEM.c.rank < top.c.rank, skipped)
        .where(ITEM.c.block_id.is_(None), ~held(ITEM))
    )
    return select(position(top).label("position"), passed.scalar_subquery().label("skipped")).where(
        top.c.team_id == _TEAM, top.c.id == bindparam("top")
    )


_PLACE_OF_NEXT = _place_of_next()


def no_pull(read: SharedQueue) -> NoPull | None:
    """Why nothing can be pulled; None where something can."""
    if read.facts.slot is None:
        return "no_room"
    if read.facts.top is not None:
        return None
    if read.nothing["skipped"]:
        return "all_skipped"
    return "all_blocked" if read.nothing["blocked"] or read.nothing["held"] else "nothing_waiting"


def shared_queue(
    connection: Connection, viewer: Viewer, scene: Scene, narrowed: Filter, after: str | None
) -> SharedQueue:
    """Read it, or take what another viewer has read at this state of the team.

    Somebody who skipped an item or filters sees a list of their own. A team that waits for others, or the other way, is read
    each time: what their items wait for may change where nothing of this team does. Raises OrderChanged for a cursor of
    another order.
    """
    read = partial(_read, connection, viewer, scene, narrowed, after)
    if scene.skips or narrowed.is_set or scene.frame.linked:
        return read()
    return viewer.keep((*_state(scene), narrowed, after), read)


def _state(scene: Scene) -> tuple[Hashable, ...]:
    """All that the shared part depends on. The moment of the last event is there, because SQLite gives the number of a team that
    was deleted to the next one.
    """
    frame = scene.frame
    days = (frame.today, frame.forecast_day, frame.recorded)
    return frame.team.number, frame.revision, scene.last_at, *days, frame.me.sees_cover


def _read(connection: Connection, viewer: Viewer, scene: Scene, narrowed: Filter, after: str | None) -> SharedQueue:
    by = viewer.person if scene.skips or narrowed.is_set else None
    params = {"team": viewer.team, "by": by, "today": scene.frame.today}
    runs = running_items(connection, viewer.team)
    offered = narrowing_of(connection, viewer.team, narrowed)
    narrowed = offered.present(narrowed)
    page = waiting_page(connection, params, narrowed, after)
    facts = pull_facts(connection, viewer.team, by, scene.frame.today)
    ids = [row["id"] for row in runs] + [row["id"] for _, row in page.rows] + ([facts.top.id] if facts.top else [])
    cover = cover_of(connection, viewer, scene)
    areas = areas_of(connection, viewer.team, ids, cover.standings)
    team_forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    reached = reached_by(connection, viewer, [*runs, *(row for _, row in page.rows)])
    elsewhere = Elsewhere(viewer.forecasts, viewer.now, reached)
    dates = likely_finishes(connection, viewer.team, team_forecast, ids[len(runs) :], elsewhere)
    numbers = {row["id"]: row["number"] for _, row in page.rows}
    waits = with_costs(connection, viewer.team, team_forecast, numbers, waits_shown(reached, viewer.team))
    rows = tuple(waiting_row(place, row, areas, dates, waits) for place, row in page.rows)
    today, past = scene.frame.today, finished_in_past(connection, viewer.team, scene.frame.today)
    return SharedQueue(
        past=past,
        runs=runs,
        running=tuple(row_without_people(row, today, past, areas, team_forecast, waits) for row in runs),
        on=people_on(connection, viewer.team) if runs else {},
        facts=facts,
        next=_next(connection, params, facts, areas, dates),
        nothing=_why_nothing(connection, params, facts),
        cover=cover,
        areas=areas,
        rows=rows,
        counts=_counts(connection, scene, runs, page.total),
        forecast=team_forecast,
        filter=narrowed,
        offered=offered,
        after=f"{scene.frame.revision}-{rows[-1].number}" if page.more else None,
        few_left=_few_left(cover, rows, scene),
        elsewhere=found_elsewhere(connection, viewer, scene.team, narrowed) if after is None else NOTHING_ELSEWHERE,
    )


def reached_by(connection: Connection, viewer: Viewer, rows: Sequence[RowMapping]) -> tuple[Reached, ...]:
    """What the rows wait for. One statement, none where nothing waits."""
    waiting_for = [row["id"] for row in rows if row["held"]]
    return tuple(reached_from(connection, viewer.team, waiting_for, viewer.in_other_teams, holding=True))


def _few_left(cover: TeamCover, rows: Sequence[WaitingRow], scene: Scene) -> FewLeft | None:
    """Days with few people, within the dates on the page."""
    until = [row.when.range.p85 for row in rows if row.when and row.when.range and row.when.range.p85]
    return few_left(tuple(cover.members), cover.absences, scene.frame.today, max(until)) if until else None


def _next(
    connection: Connection,
    params: dict[str, Any],
    facts: PullFacts,
    areas: Mapping[int, tuple[AreaShown, ...]],
    dates: Mapping[int, LikelyFinish],
) -> NextItem | None:
    top = facts.top
    if top is None:
        return None
    place = connection.execute(_PLACE_OF_NEXT, {**params, "top": top.id}).one()
    return NextItem(
        number=top.number,
        title=top.title,
        position=place.position,
        areas=areas.get(top.id, ()),
        reason=ReasonShown(top.reason, top.reason_kind) if top.reason else None,
        asks=top.company,
        urgent=top.urgent,
        blocked_above=facts.passed,
        skipped_above=place.skipped,
        when=dates.get(top.id),
    )


def _why_nothing(connection: Connection, params: dict[str, Any], facts: PullFacts) -> Mapping[str, int]:
    if facts.slot is None or facts.top is not None:
        return {}
    return why_nothing(connection, params["team"], params["by"], params["today"])


def _counts(connection: Connection, scene: Scene, runs: Sequence[RowMapping], matching: int | None) -> Counts:
    row = connection.execute(_COUNTS, {"team": scene.team.id}).one()
    blocked = scene.frame.blocked - sum(run["block_sentence"] is not None for run in runs)
    return Counts(row.waiting, blocked, row.not_placed, row.waiting if matching is None else matching)
