"""The data that all viewers of a queue share, read once per state of the team.

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
from queue_app.screens.forecast.when import LikelyFinish
from queue_app.screens.frame import Scene, Viewer
from queue_app.screens.queue.details import Details, read_details
from queue_app.screens.queue.found import NOTHING_ELSEWHERE, FoundElsewhere, found_elsewhere
from queue_app.screens.queue.pairing import PairingShown
from queue_app.screens.queue.parts import People, people_on
from queue_app.screens.queue.positions import WAITING_ITEMS, position
from queue_app.screens.queue.running import RunningRow, row_without_people, running_items
from queue_app.screens.queue.views import Narrowing, narrowing_of
from queue_app.screens.queue.waiting import WaitingRow, waiting_page
from queue_app.screens.values import AreaShown, ReasonShown
from queue_app.store.cover.facts import TeamCover
from queue_app.store.queue.items import NOT_PLACED, ready
from queue_app.store.queue.pull import pull_facts, skipped, why_nothing
from queue_app.store.tables import ITEM

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
    """The data that is the same for all viewers with the same rights. Each viewer's page is made from it."""

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
        .where(ITEM.c.team_id == _TEAM, ready(ITEM), ITEM.c.rank < top.c.rank, skipped)
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
    """Read it, or return what was read for another viewer at this state of the team.

    It is read each time for a viewer with a filter or a skipped item, whose list differs, and for a team with waits from or
    to other teams, which may change without an event of this team. Raises OrderChanged for a cursor of another order.
    """
    read = partial(_read, connection, viewer, scene, narrowed, after)
    if scene.skips or narrowed.is_set or scene.frame.linked:
        return read()
    return viewer.keep((*_state(scene), narrowed, after), read)


def _state(scene: Scene) -> tuple[Hashable, ...]:
    """Everything that the shared data depends on. The time of the last event is part of it, because SQLite may reuse the
    number of a deleted team.
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
    details = read_details(connection, viewer, scene, page.rows, runs, facts.top)
    rows = details.rows(page.rows)
    today, past = scene.frame.today, finished_in_past(connection, viewer.team, scene.frame.today)
    return SharedQueue(
        past=past,
        runs=runs,
        running=tuple(
            row_without_people(row, today, past, details.areas, details.forecast, details.waits) for row in runs
        ),
        on=people_on(connection, viewer.team) if runs else {},
        facts=facts,
        next=_next(connection, params, facts, details),
        nothing=_why_nothing(connection, params, facts),
        cover=details.cover,
        areas=details.areas,
        rows=rows,
        counts=_counts(connection, scene, runs, page.total),
        forecast=details.forecast,
        filter=narrowed,
        offered=offered,
        after=f"{scene.frame.revision}-{rows[-1].number}" if page.more else None,
        few_left=_few_left(details.cover, rows, scene),
        elsewhere=found_elsewhere(connection, viewer, scene.team, narrowed) if after is None else NOTHING_ELSEWHERE,
    )


def _few_left(cover: TeamCover, rows: Sequence[WaitingRow], scene: Scene) -> FewLeft | None:
    """Days with few people, within the dates on the page."""
    until = [row.when.range.p85 for row in rows if row.when and row.when.range and row.when.range.p85]
    return few_left(tuple(cover.members), cover.absences, scene.frame.today, max(until)) if until else None


def _next(
    connection: Connection,
    params: dict[str, Any],
    facts: PullFacts,
    details: Details,
) -> NextItem | None:
    top = facts.top
    if top is None:
        return None
    place = connection.execute(_PLACE_OF_NEXT, {**params, "top": top.id}).one()
    return NextItem(
        number=top.number,
        title=top.title,
        position=place.position,
        areas=details.areas.get(top.id, ()),
        reason=ReasonShown(top.reason, top.reason_kind) if top.reason else None,
        asks=top.company,
        urgent=top.urgent,
        blocked_above=facts.passed,
        skipped_above=place.skipped,
        when=details.dates.get(top.id),
    )


def _why_nothing(connection: Connection, params: dict[str, Any], facts: PullFacts) -> Mapping[str, int]:
    if facts.slot is None or facts.top is not None:
        return {}
    return why_nothing(connection, params["team"], params["by"], params["today"])


def _counts(connection: Connection, scene: Scene, runs: Sequence[RowMapping], matching: int | None) -> Counts:
    row = connection.execute(_COUNTS, {"team": scene.team.id}).one()
    blocked = scene.frame.blocked - sum(run["block_sentence"] is not None for run in runs)
    return Counts(row.waiting, blocked, row.not_placed, row.waiting if matching is None else matching)
