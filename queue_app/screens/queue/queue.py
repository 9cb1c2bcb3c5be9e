"""The queue page: the next item, the room, the running items, and the order of the waiting items."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import Connection

from queue_app.domain.cover.away_days import FewLeft
from queue_app.domain.filters import NO_FILTER, Filter
from queue_app.domain.flow.ages import PastCycles, longer_of_ten
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.screens.frame import Scene, Viewer, read_full_scene
from queue_app.screens.queue.found import NOTHING_ELSEWHERE, FoundElsewhere
from queue_app.screens.queue.pairing import needed_elsewhere, pairing_of
from queue_app.screens.queue.parts import visible_people
from queue_app.screens.queue.running import RunningRow, sle_of, with_people
from queue_app.screens.queue.shared import Counts, NextItem, NoPull, no_pull, shared_queue
from queue_app.screens.queue.views import NO_NARROWING, Narrowing
from queue_app.screens.queue.waiting import WaitingRow, numbers_in_order
from queue_app.screens.values import Frame, ItemLink, Room, Sle

_LOOKS_FOR_HELP = ("blocked", "ready", "old", "nobody", "asks")
_MOMENT = timedelta(seconds=60)
"""How long the person who finished an item still sees it among those in progress."""


@dataclass(frozen=True, slots=True)
class JustFinished:
    """The item that the viewer has just finished: its days, and how many of ten items take longer (None: unknown)."""

    number: int
    title: str
    days: int | None
    longer: int | None


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
    `offered`: what the list can be filtered by. `done`: what the viewer has just finished.
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
    done: JustFinished | None = None


def queue_screen(
    connection: Connection, viewer: Viewer, narrowed: Filter = NO_FILTER, after: str | None = None
) -> QueueScreen:
    """The page for this viewer. Raises NotFound, and OrderChanged for a cursor of another order."""
    scene = read_full_scene(connection, viewer)
    read = shared_queue(connection, viewer, scene, narrowed, after)
    people = visible_people(scene, read.on)
    running = tuple(with_people(bare, row, scene, people) for bare, row in zip(read.running, read.runs, strict=True))
    pairing = pairing_of(scene, read.cover, read.facts.top, read.areas, needed_elsewhere(read.runs, running, read.on))
    return QueueScreen(
        frame=scene.frame,
        room=scene.room,
        running=running,
        next=read.next and replace(read.next, pairing=pairing),
        no_pull=no_pull(read),
        why_nothing=read.nothing,
        help_first=any(row.help in _LOOKS_FOR_HELP for row in running),
        rows=read.rows,
        counts=read.counts,
        offered=read.offered,
        mine=tuple(ItemLink(row.number, row.title, State.IN_PROGRESS) for row in running if row.on.mine),
        sle=sle_of(read.past),
        filter=read.filter,
        after=read.after,
        forecast=read.forecast,
        few_left=read.few_left,
        elsewhere=read.elsewhere,
        done=_just_finished(scene, read.past),
    )


def _just_finished(scene: Scene, past: PastCycles) -> JustFinished | None:
    last = scene.frame.undo
    if last is None or last.verb != "finished" or scene.frame.now - last.at > _MOMENT or not last.number:
        return None
    longer = longer_of_ten(last.took, past) if last.took is not None else None
    return JustFinished(last.number, last.title or "", last.took, longer)


def ordered_queue(
    connection: Connection, viewer: Viewer, *, size: int, after: str | None, most: int
) -> tuple[QueueScreen, list[int] | None]:
    """A page of `size` rows; the first one includes the numbers of the first `most` waiting items.

    Raises like `queue_screen`.
    """
    screen = queue_screen(connection, viewer, Filter(size=size), after)
    return screen, numbers_in_order(connection, viewer.team, most) if after is None else None
