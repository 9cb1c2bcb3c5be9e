"""The away page: which items nobody can start while people are away. It names items and areas and counts no people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.away import AreaLeft, Gap, Queue, RunningWork, chosen, gap
from queue_app.domain.cover.away_days import AwayDay, Period, Stretch, chosen_period
from queue_app.domain.cover.bound import check_asked, most_asked
from queue_app.domain.cover.odds import Outlook
from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.item import State
from queue_app.domain.team.rights import Role
from queue_app.screens.cover.ahead import NOTHING_AHEAD, OpenWork, open_work
from queue_app.screens.cover.cover import AbsenceLine, absence_lines
from queue_app.screens.frame import Scene, Viewer, cover_of, read_full_scene
from queue_app.screens.queue.parts import people_on
from queue_app.screens.queue.running import running_items
from queue_app.screens.values import Frame, ItemLink
from queue_app.store.cover.facts import TeamCover
from queue_app.store.team.days_off import calendar_of


@dataclass(frozen=True, slots=True)
class PersonAway:
    """A person whose absence can be tried out."""

    person: int
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Pull:
    """A waiting item, and the day of its likely pull; None without a forecast."""

    item: ItemLink
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AreaLeftLine:
    """An area that nobody could take, or only `one` person, and how likely a pause is."""

    name: str
    one: bool
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class AwayScreen:
    """The effect of absences from `first` to `last` (None: somebody leaves). They are the entered `absences`, or those
    of the `people` that a member chose, at most `most` of them, which are not stored.

    `nobody` could start these waiting items, `only_one` person those. `running` gives the stretches in which everybody
    on an item is away. `days` are the working days. `pair` are the areas where pairing beforehand helps most, `areas` those
    that one person or nobody can take then. On the days of `too_many` so many are away that areas are not told of.
    """

    frame: Frame
    first: date
    last: date | None
    people: tuple[PersonAway, ...] = ()
    absences: tuple[AbsenceLine, ...] = ()
    nobody: tuple[Pull, ...] = ()
    only_one: tuple[Pull, ...] = ()
    running: tuple[tuple[ItemLink, tuple[Stretch, ...]], ...] = ()
    days: tuple[AwayDay, ...] = ()
    pair: tuple[str, ...] = ()
    areas: tuple[AreaLeftLine, ...] = ()
    too_many: tuple[Stretch, ...] = ()
    most: int = 0

    @property
    def chosen(self) -> bool:
        """Whether a member chose the people."""
        return any(person.chosen for person in self.people)

    @property
    def anybody_away(self) -> bool:
        """Whether anybody is away at all."""
        return self.chosen or bool(self.absences)


@dataclass(frozen=True, slots=True)
class AwayQuestion:
    """The requested days, and the people (ids) whom a member treats as away."""

    first: date | None = None
    last: date | None = None
    people: frozenset[int] = frozenset()


def away_screen(connection: Connection, viewer: Viewer, question: AwayQuestion) -> AwayScreen:
    """The page for this viewer. Only members choose people; managers see the entered absences. Raises InputError."""
    scene = read_full_scene(connection, viewer)
    cover = cover_of(connection, viewer, scene)
    people = question.people if scene.frame.me.role is Role.MEMBER else frozenset()
    if not people <= set(cover.members):
        raise InputError("people", N_("One person is not in the team any more. Reload the list."))
    check_asked(people, len(cover.members))
    works_on = calendar_of(connection, viewer.team).works_on
    period = chosen_period(question.first, question.last, scene.frame.today, works_on, leaving=bool(people))
    absences = (
        chosen(people, period)
        if people
        else [absence for absence in cover.absences if period.meets(absence.first, absence.last)]
    )
    open_, running, gaps = _gap(connection, viewer, scene, cover, absences, period)
    lines = absence_lines(connection, scene, cover) if not people else ()
    return AwayScreen(
        frame=scene.frame,
        first=period.first,
        last=period.last,
        people=_people(scene, cover, people),
        absences=tuple(line for line in lines if period.meets(line.first, line.last)),
        nobody=_pulls(open_, gaps.nobody),
        only_one=_pulls(open_, gaps.only_one),
        running=tuple((running[item], stretches) for item, stretches in gaps.running),
        days=gaps.days,
        pair=tuple(cover.areas[area] for area in gaps.pair),
        areas=tuple(_left(cover, left) for left in gaps.areas),
        too_many=gaps.too_many,
        most=most_asked(len(cover.members)),
    )


def _left(cover: TeamCover, left: AreaLeft) -> AreaLeftLine:
    return AreaLeftLine(cover.areas[left.area], left.one, left.outlook)


def _people(scene: Scene, cover: TeamCover, people: frozenset[int]) -> tuple[PersonAway, ...]:
    """The people that a member can choose."""
    if scene.frame.me.role is not Role.MEMBER:
        return ()
    return tuple(PersonAway(id_, name, id_ in people) for id_, name in cover.members.items())


def _pulls(open_: OpenWork, items: Sequence[int]) -> tuple[Pull, ...]:
    """The items with their days of pull. A day beyond the horizon is None: nobody reads it."""
    days = {waiting.item: waiting.pull_day for waiting in open_.waiting}
    return tuple(Pull(open_.links[item], None if days[item] == date.max else days[item]) for item in items)


def _gap(
    connection: Connection, viewer: Viewer, scene: Scene, cover: TeamCover, absences: Sequence[Absence], period: Period
) -> tuple[OpenWork, dict[int, ItemLink], Gap]:
    """The waiting items, the running items as links, and what the absences leave open. Empty if nobody is away."""
    if not absences:
        return NOTHING_AHEAD, {}, Gap()
    open_ = open_work(connection, viewer, scene)
    runs = running_items(connection, scene.team.id)
    on = people_on(connection, scene.team.id)
    running = [RunningWork(row["id"], frozenset(person for person, _ in on.get(row["id"], ()))) for row in runs]
    links = {row["id"]: ItemLink(row["number"], row["title"], State.IN_PROGRESS) for row in runs}
    queue = Queue(open_.waiting, running, open_.finished_lately)
    return open_, links, gap(cover.standings, queue, absences, period)
