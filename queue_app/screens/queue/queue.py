"""The queue page: the next item, the room, the running items, and the order of the waiting items.

It takes a fixed number of statements, however many items there are; a filter takes two more, a search six.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, func, select

from queue_app.domain.cover.away_days import FewLeft, few_left
from queue_app.domain.filters import NO_FILTER, Filter
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.domain.queue.pull import PullFacts
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.forecast.when import LikelyFinish, likely_finishes
from queue_app.screens.frame import Scene, Viewer, cover_of, read_full_scene
from queue_app.screens.queue.found import NOTHING_ELSEWHERE, FoundElsewhere, found_elsewhere
from queue_app.screens.queue.pairing import PairingShown, needed_elsewhere, pairing_of
from queue_app.screens.queue.parts import areas_of, people_on, visible_people
from queue_app.screens.queue.positions import OPEN_ITEMS, position
from queue_app.screens.queue.running import RunningRow, running_items, running_row, sle_of
from queue_app.screens.queue.views import NO_NARROWING, Narrowing, narrowing_of
from queue_app.screens.queue.waiting import WaitingRow, numbers_in_order, waiting_page, waiting_row
from queue_app.screens.values import AreaShown, Frame, ItemLink, ReasonShown, Room, Sle
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
class QueueScreen:
    """The queue page.

    `no_pull` says why nothing can be pulled now; with `no_room`, `next` still shows the item that comes then.
    `help_first`: a running item is blocked, old, ready to be looked at, asks for company or has nobody on it, so joining
    comes before pulling. `forecast` is the source of the dates. `mine` are the viewer's running items. `after` is the
    cursor of the next page of `rows`, None on the last one. `few_left`: days within the dates of `rows` on which half of
    the team is away.
    `why_nothing`: the counts of waiting items that are blocked, wait for others or are skipped, where none can be pulled.
    `elsewhere`: what a filter found that does not wait; it is on the first page.
    `offered`: what the list can be filtered by.
    """

    frame: Frame
    room: Room
    running: tuple[RunningRow, ...]
    next: NextItem | None
    no_pull: NoPull | None
    help_first: bool
    rows: tuple[WaitingRow, ...]
    counts: Counts
    forecast: TeamForecast
    mine: tuple[ItemLink, ...] = ()
    sle: Sle | None = None
    filter: Filter = NO_FILTER
    offered: Narrowing = NO_NARROWING
    after: str | None = None
    few_left: FewLeft | None = None
    elsewhere: FoundElsewhere = NOTHING_ELSEWHERE
    why_nothing: Mapping[str, int] = field(default_factory=dict)


_TEAM: BindParameter[int] = bindparam("team")
_LOOKS_FOR_HELP = ("blocked", "ready", "old", "nobody", "asks")

_COUNTS = select(
    OPEN_ITEMS.scalar_subquery().label("opened"),
    OPEN_ITEMS.where(NOT_PLACED).scalar_subquery().label("not_placed"),
)


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


def queue_screen(
    connection: Connection, viewer: Viewer, narrowed: Filter = NO_FILTER, after: str | None = None
) -> QueueScreen:
    """The page for this viewer. Raises NotFound, and OrderChanged for a cursor of another order."""
    scene = read_full_scene(connection, viewer)
    params = {"team": viewer.team, "by": viewer.person, "today": scene.frame.today}
    past = finished_in_past(connection, viewer.team, scene.frame.today)
    runs = running_items(connection, viewer.team)
    offered = narrowing_of(connection, viewer.team, narrowed)
    narrowed = offered.present(narrowed)
    page = waiting_page(connection, params, narrowed, after)
    facts = pull_facts(connection, viewer.team, viewer.person, scene.frame.today)
    ids = [row["id"] for row in runs] + [row["id"] for _, row in page.rows] + ([facts.top.id] if facts.top else [])
    cover = cover_of(connection, viewer, scene)
    areas = areas_of(connection, viewer.team, ids, cover.standings)
    team_forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    reached = reached_by(connection, viewer, [*runs, *(row for _, row in page.rows)])
    elsewhere = Elsewhere(viewer.forecasts, viewer.now, reached)
    dates = likely_finishes(connection, viewer.team, team_forecast, ids[len(runs) :], elsewhere)
    numbers = {row["id"]: row["number"] for _, row in page.rows}
    waits = with_costs(connection, viewer.team, team_forecast, numbers, waits_shown(reached, viewer.team))
    on = people_on(connection, viewer.team) if runs else {}
    people = visible_people(scene, on)
    running = tuple(running_row(row, scene, past, people, areas, team_forecast, waits) for row in runs)
    nothing = _why_nothing(connection, params, facts)
    pairing = pairing_of(scene, cover, facts.top, areas, needed_elsewhere(runs, running, on))
    rows = tuple(waiting_row(place, row, areas, dates, waits) for place, row in page.rows)
    return QueueScreen(
        frame=scene.frame,
        room=scene.room,
        running=running,
        next=_next(connection, params, facts, areas, dates, pairing),
        no_pull=_no_pull(facts, nothing),
        why_nothing=nothing,
        help_first=any(row.help in _LOOKS_FOR_HELP for row in running),
        rows=rows,
        counts=_counts(connection, scene, running, page.total),
        offered=offered,
        mine=tuple(ItemLink(row.number, row.title, State.IN_PROGRESS) for row in running if row.on.mine),
        sle=sle_of(past),
        filter=narrowed,
        after=f"{scene.frame.revision}-{rows[-1].number}" if page.more else None,
        forecast=team_forecast,
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


def ordered_queue(
    connection: Connection, viewer: Viewer, *, size: int, after: str | None, most: int
) -> tuple[QueueScreen, list[int] | None]:
    """A page of `size` rows; the first one includes the numbers of the first `most` waiting items.

    Raises like `queue_screen`.
    """
    screen = queue_screen(connection, viewer, Filter(size=size), after)
    return screen, numbers_in_order(connection, viewer.team, most) if after is None else None


def _next(
    connection: Connection,
    params: dict[str, Any],
    facts: PullFacts,
    areas: Mapping[int, tuple[AreaShown, ...]],
    dates: Mapping[int, LikelyFinish],
    pairing: PairingShown | None,
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
        pairing=pairing,
    )


def _why_nothing(connection: Connection, params: dict[str, Any], facts: PullFacts) -> Mapping[str, int]:
    if facts.slot is None or facts.top is not None:
        return {}
    return why_nothing(connection, params["team"], params["by"], params["today"])


def _no_pull(facts: PullFacts, why: Mapping[str, int]) -> NoPull | None:
    if facts.slot is None:
        return "no_room"
    if facts.top is not None:
        return None
    if why["skipped"]:
        return "all_skipped"
    return "all_blocked" if why["blocked"] or why["held"] else "nothing_waiting"


def _counts(connection: Connection, scene: Scene, running: tuple[RunningRow, ...], matching: int | None) -> Counts:
    row = connection.execute(_COUNTS, {"team": scene.team.id}).one()
    waiting_items = row.opened - len(running)
    blocked = scene.frame.blocked - sum(item.block is not None for item in running)
    return Counts(waiting_items, blocked, row.not_placed, waiting_items if matching is None else matching)
