"""The cover page: how many people can take each area, and how much the queue needs it. It never ranks people.

A name appears only for absences, for oneself, and, to members, as the one person of an area.

The page takes about fifteen statements, fewer while the service caches forecast and cover.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, exists, func, select

from queue_app.domain.cover.demand import NEXT_ITEMS, AreaRow, Headline, demands, headline, rank_areas
from queue_app.domain.cover.evidence import DECLARED_DAYS
from queue_app.domain.cover.key_people import fewest
from queue_app.domain.cover.states import CoverState, Standing, healed, only_one, weakest
from queue_app.domain.team.rights import Role
from queue_app.screens.cover.ahead import OpenWork, open_work
from queue_app.screens.frame import Scene, Viewer, cover_of, read_full_scene
from queue_app.screens.values import Frame
from queue_app.store.cover import absences, area_days, declarations, former
from queue_app.store.cover.facts import TeamCover
from queue_app.store.tables import ITEM, ITEM_AREA


@dataclass(frozen=True, slots=True)
class AreaCover:
    """An area. `people` can take it; `hollow` of them declared so without evidence. `places` are the positions of its items
    among the next ten, `items` their numbers; the first of all stands at `first`.

    `away_on`: the day of a likely pull on which all who cover it are away. `heals_after`: so many paired items improve
    it. `learners` want to learn it. `known_after`: so many items until it is known; `by_strangers`: nobody here did any so
    far. `only`: the name of its one person, for members.
    """

    name: str
    state: CoverState
    people: int
    hollow: int = 0
    places: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    first: int | None = None
    away_on: date | None = None
    heals_after: int | None = None
    learners: int = 0
    known_after: int | None = None
    by_strangers: bool = False
    only: str | None = None


@dataclass(frozen=True, slots=True)
class CoverHeadline:
    """The headline of the page: the worst state among the next items, and what to do. `item`: the number of the first one,
    `area` the one that decides about it."""

    next: Headline
    item: int | None = None
    area: AreaCover | None = None


@dataclass(frozen=True, slots=True)
class SayingLine:
    """The viewer's declaration on an active area, and the day until which it counts."""

    area: int
    name: str
    says: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence of a member. `removable`: by the viewer."""

    id: int
    name: str
    first: date
    last: date
    removable: bool = False


@dataclass(frozen=True, slots=True)
class FormerLine:
    """A former person from an import, claimed by nobody or by the viewer."""

    id: int
    name: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class CoverScreen:
    """The cover page. `fewest`: if so many people were away, nobody could start half of the next items in known areas; None
    if that says nothing.

    `healed` are areas that two people can take since yesterday, and at most one before. `untagged` of the last
    `finished` items have no area. `people` are the members (id, name) who can be away.
    """

    frame: Frame
    headline: CoverHeadline = CoverHeadline(Headline(0))
    fewest: int | None = None
    areas: tuple[AreaCover, ...] = ()
    healed: tuple[str, ...] = ()
    untagged: int = 0
    finished: int = 0
    sayings: tuple[SayingLine, ...] = ()
    absences: tuple[AbsenceLine, ...] = ()
    people: tuple[tuple[int, str], ...] = ()
    former: tuple[FormerLine, ...] = ()

    @property
    def groups(self) -> tuple[tuple[CoverState, tuple[AreaCover, ...]], ...]:
        """The areas by state, in their order."""
        return tuple((state, tuple(rows)) for state, rows in groupby(self.areas, key=lambda area: area.state))


LAST = 50
_TEAM: BindParameter[int] = bindparam("team")


def _untagged() -> Any:
    last = (
        select(ITEM.c.id)
        .where(ITEM.c.team_id == _TEAM, ITEM.c.finished_on.is_not(None))
        .order_by(ITEM.c.finished_on.desc(), ITEM.c.id.desc())
        .limit(LAST)
        .subquery("last")
    )
    tagged = exists().where(ITEM_AREA.c.team_id == _TEAM, ITEM_AREA.c.item_id == last.c.id)
    finished = select(func.count()).select_from(last)
    return select(
        finished.scalar_subquery().label("finished"), finished.where(~tagged).scalar_subquery().label("untagged")
    )


_UNTAGGED = _untagged()


def cover_screen(connection: Connection, viewer: Viewer) -> CoverScreen:
    """The page for this viewer. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    cover = cover_of(connection, viewer, scene)
    if not cover.standings and len(cover.members) < 2:
        return CoverScreen(scene.frame)
    open_ = open_work(connection, viewer, scene)
    rows = rank_areas(cover.standings, cover.areas, open_.waiting, open_.finished_lately, cover.absences)
    numbers = [link.number for link in open_.links.values()]
    areas = {row.area: _line(row, numbers, _only(scene, cover, cover.standings[row.area])) for row in rows}
    last = connection.execute(_UNTAGGED, {"team": viewer.team}).one()
    return CoverScreen(
        frame=scene.frame,
        fewest=fewest(cover.standings, demands(open_.waiting, open_.finished_lately)),
        headline=_headline(cover, open_, numbers, areas),
        areas=tuple(areas.values()),
        healed=_healed(connection, scene, cover),
        untagged=last.untagged,
        finished=last.finished,
        sayings=_sayings(connection, scene, cover),
        absences=absence_lines(connection, scene, cover),
        people=tuple(cover.members.items()) if scene.names else (),
        former=_former(connection, scene),
    )


def _headline(
    cover: TeamCover, open_: OpenWork, numbers: Sequence[int], areas: Mapping[int, AreaCover]
) -> CoverHeadline:
    found = headline(open_.waiting, cover.standings)
    if not found.first:
        return CoverHeadline(found)
    decides = weakest(open_.waiting[found.first - 1].areas, cover.standings)
    return CoverHeadline(found, numbers[found.first - 1], areas[decides] if decides is not None else None)


def _line(row: AreaRow, numbers: Sequence[int], only: str | None) -> AreaCover:
    """The area as a line. `numbers`: of the waiting items in their order."""
    places = tuple(place for place in row.places if place <= NEXT_ITEMS)
    return AreaCover(
        name=row.name,
        state=row.state,
        people=row.people,
        hollow=row.hollow,
        places=places,
        items=tuple(numbers[place - 1] for place in places),
        first=row.places[0] if row.places else None,
        away_on=row.away_on,
        heals_after=row.heals_after,
        learners=row.learners,
        known_after=row.known_after,
        by_strangers=row.by_strangers,
        only=only,
    )


def _only(scene: Scene, cover: TeamCover, standing: Standing) -> str | None:
    """The name of the only person who can take it, so that members know who to ask. Managers do not see it."""
    person = only_one(standing) if scene.frame.me.role is Role.MEMBER else None
    return cover.members[person] if person is not None else None


def _healed(connection: Connection, scene: Scene, cover: TeamCover) -> tuple[str, ...]:
    """The names of healed areas, on the first day only."""
    days = area_days.latest(connection, scene.team.id)
    if scene.frame.today not in days:
        return ()
    return tuple(cover.areas[area] for area in healed(list(days.values())) if area in cover.areas)


def _sayings(connection: Connection, scene: Scene, cover: TeamCover) -> tuple[SayingLine, ...]:
    mine = declarations.of_person(connection, scene.team.id, scene.frame.me.person)
    lines = []
    for area, saying in mine.items():
        until = saying[1] + timedelta(days=DECLARED_DAYS) if saying else None
        counts = saying is not None and until is not None and until >= scene.frame.today
        lines.append(
            SayingLine(area, cover.areas[area], saying[0] if saying and counts else None, until if counts else None)
        )
    return tuple(lines)


def absence_lines(connection: Connection, scene: Scene, cover: TeamCover) -> tuple[AbsenceLine, ...]:
    """The present and coming absences of members, for those who see names. At most one statement."""
    if not scene.names:
        return ()
    me, manages = scene.frame.me.person, scene.frame.me.role is Role.MANAGER
    entered = absences.coming(connection, scene.team.id, scene.frame.today)
    return tuple(
        AbsenceLine(entry.id, cover.members[member], entry.absence.first, entry.absence.last, manages or member == me)
        for entry in entered
        if (member := entry.absence.person) in cover.members and entry.absence.last is not None
    )


def _former(connection: Connection, scene: Scene) -> tuple[FormerLine, ...]:
    if not scene.names:
        return ()
    rows = former.to_claim(connection, scene.team.id, scene.frame.me.person)
    return tuple(FormerLine(row.id, row.name, row.claimed_by is not None) for row in rows)
