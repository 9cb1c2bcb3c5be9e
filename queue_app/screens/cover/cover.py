"""The cover page: how many people can take each area, and how much the queue needs it. It never ranks people.

A name appears only for absences, for oneself, and, to members, as the one person of an area.

The page takes about fifteen statements, fewer while the service caches forecast and cover.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, exists, func, select

from queue_app.domain.cover.demand import AreaRow, Listing, demands, rank_areas
from queue_app.domain.cover.evidence import DECLARED_DAYS
from queue_app.domain.cover.key_people import fewest
from queue_app.domain.cover.states import CoverState, Standing, healed, only_one
from queue_app.domain.team.rights import Role
from queue_app.screens.cover.ahead import open_work
from queue_app.screens.frame import Scene, Viewer, cover_of, read_full_scene
from queue_app.screens.values import Frame
from queue_app.store.cover import absences, area_days, declarations, former
from queue_app.store.cover.facts import TeamCover
from queue_app.store.tables import ITEM, ITEM_AREA


@dataclass(frozen=True, slots=True)
class AreaCover:
    """An area. `people` can take it; `hollow` of them declared so without evidence. `next_items` of the next ten touch
    it, the first at position `first` with the number `item`. `share` is its demand in per cent of the largest one.

    `away_on`: the day of a likely pull on which all who cover it are away. `heals_after`: so many paired items improve
    it. `only`: the name of its one person, for members.
    """

    name: str
    state: CoverState
    people: int
    hollow: int = 0
    next_items: int = 0
    first: int | None = None
    share: float = 0.0
    away_on: date | None = None
    heals_after: int | None = None
    only: str | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class SayingLine:
    """One's own declaration on an active area, and the day until which it counts."""

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
    """The cover page. `fewest`: if so many people were away, half of the next items in known areas would stop; None if
    that says nothing.

    `healed` are areas that two people can take since yesterday, and at most one before. `untagged` of the last
    `finished` items have no area. `people` are the members (id, name) who can be away.
    """

    frame: Frame
    fewest: int | None = None
    areas: tuple[AreaCover, ...] = ()
    new_ground: tuple[str, ...] = ()
    healed: tuple[str, ...] = ()
    untagged: int = 0
    finished: int = 0
    sayings: tuple[SayingLine, ...] = ()
    absences: tuple[AbsenceLine, ...] = ()
    people: tuple[tuple[int, str], ...] = ()
    former: tuple[FormerLine, ...] = ()


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
    listing = rank_areas(cover.standings, cover.areas, open_.waiting, open_.finished_lately, cover.absences)
    last = connection.execute(_UNTAGGED, {"team": viewer.team}).one()
    return CoverScreen(
        frame=scene.frame,
        fewest=fewest(cover.standings, demands(open_.waiting, open_.finished_lately)),
        areas=_lines(scene, cover, listing, [link.number for link in open_.links.values()]),
        new_ground=tuple(row.name for row in listing.new_ground),
        healed=_healed(connection, scene, cover),
        untagged=last.untagged,
        finished=last.finished,
        sayings=_sayings(connection, scene, cover),
        absences=absence_lines(connection, scene, cover),
        people=tuple(cover.members.items()),
        former=_former(connection, scene),
    )


def _lines(scene: Scene, cover: TeamCover, listing: Listing, order: Sequence[int]) -> tuple[AreaCover, ...]:
    """The areas as lines. `order`: the numbers of the waiting items."""
    most = max((row.demand for row in listing.areas), default=0.0) or 1.0
    return tuple(
        _line(
            row,
            share=row.demand / most * 100,
            only=_only(scene, cover, cover.standings[row.area]),
            item=order[row.first - 1] if row.first else None,
        )
        for row in listing.areas
    )


def _line(row: AreaRow, *, share: float, only: str | None, item: int | None) -> AreaCover:
    return AreaCover(
        name=row.name,
        state=row.state,
        people=row.people,
        hollow=row.hollow,
        next_items=row.next_items,
        first=row.first,
        share=round(share, 1),
        away_on=row.away_on,
        heals_after=row.heals_after,
        only=only,
        item=item,
    )


def _only(scene: Scene, cover: TeamCover, standing: Standing) -> str | None:
    """The name of the one person, for members, so that they know whom to ask. Managers do not see it."""
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
    """The present and coming absences of members. One statement."""
    me, manages = scene.frame.me.person, scene.frame.me.role is Role.MANAGER
    entered = absences.coming(connection, scene.team.id, scene.frame.today)
    return tuple(
        AbsenceLine(entry.id, cover.members[member], entry.absence.first, entry.absence.last, manages or member == me)
        for entry in entered
        if (member := entry.absence.person) in cover.members and entry.absence.last is not None
    )


def _former(connection: Connection, scene: Scene) -> tuple[FormerLine, ...]:
    rows = former.to_claim(connection, scene.team.id, scene.frame.me.person)
    return tuple(FormerLine(row.id, row.name, row.claimed_by is not None) for row in rows)
