"""The cover page: how many can take each area and what the queue asks of it. It counts people per area and never ranks them.

A name stands in these values only for absences, for oneself, and as the one of an area with one person, to members.


Reads the cover page: some fifteen statements, fewer while the service keeps forecast and cover.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, exists, func, select

from queue_app.domain.cover.demand import AreaRow, Listing, demands, listed
from queue_app.domain.cover.evidence import DECLARED_DAYS
from queue_app.domain.cover.key_people import fewest
from queue_app.domain.cover.states import CoverState, Standing, healed, only_one
from queue_app.domain.team.rights import Role
from queue_app.screens.cover.ahead import ahead
from queue_app.screens.frame import Scene, Viewer, cover_of, scene
from queue_app.screens.values import Frame
from queue_app.store.cover import absences, area_days, declarations, former
from queue_app.store.cover.facts import TeamCover
from queue_app.store.tables import ITEM, ITEM_AREA


@dataclass(frozen=True, slots=True)
class AreaCover:
    """An area: so many `people` can take it, `hollow` of whom said so and were not seen yet. `next_items` of the next ten
    touch it, the first at position `first`, which is the item of number `item`; `share` is its demand in per cent of the
    largest one.

    `away_on`: the day on which an item of it can be pulled while everyone who covers it is away. `heals_after` paired items it
    is better. `only`: the one name, for members.
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
    """What I say of an active area, and until when it counts."""

    area: int
    name: str
    says: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence of a member. `removable`: by who looks."""

    id: int
    name: str
    first: date
    last: date
    removable: bool = False


@dataclass(frozen=True, slots=True)
class FormerLine:
    """A name that an import brought: claimed by nobody, or by me."""

    id: int
    name: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class CoverScreen:
    """`fewest`: without so many people half of the next items in known areas would stand still; None where that says nothing.

    `healed` are areas that two can take since yesterday, and one or nobody before. `untagged` of the last `finished` items
    have no area. `people` are the members (id, name), who can be away.
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
    """The page as this person sees it. Raises NotFound."""
    seen = scene(connection, viewer)
    cover = cover_of(connection, viewer, seen)
    if not cover.standings and len(cover.members) < 2:
        return CoverScreen(seen.frame)
    open_ = ahead(connection, viewer, seen)
    found = listed(cover.standings, cover.areas, open_.waiting, open_.finished_lately, cover.absences)
    last = connection.execute(_UNTAGGED, {"team": viewer.team}).one()
    return CoverScreen(
        frame=seen.frame,
        fewest=fewest(cover.standings, demands(open_.waiting, open_.finished_lately)),
        areas=_lines(seen, cover, found, [link.number for link in open_.links.values()]),
        new_ground=tuple(row.name for row in found.new_ground),
        healed=_healed(connection, seen, cover),
        untagged=last.untagged,
        finished=last.finished,
        sayings=_sayings(connection, seen, cover),
        absences=absence_lines(connection, seen, cover),
        people=tuple(cover.members.items()),
        former=_former(connection, seen),
    )


def _lines(seen: Scene, cover: TeamCover, found: Listing, order: Sequence[int]) -> tuple[AreaCover, ...]:
    """`order`: the numbers of the waiting items."""
    most = max((row.demand for row in found.areas), default=0.0) or 1.0
    return tuple(
        _line(
            row,
            share=row.demand / most * 100,
            only=_only(seen, cover, cover.standings[row.area]),
            item=order[row.first - 1] if row.first else None,
        )
        for row in found.areas
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


def _only(seen: Scene, cover: TeamCover, standing: Standing) -> str | None:
    """The one name, for members: whom to ask. Managers are not told."""
    person = only_one(standing) if seen.frame.me.role is Role.MEMBER else None
    return cover.members[person] if person is not None else None


def _healed(connection: Connection, seen: Scene, cover: TeamCover) -> tuple[str, ...]:
    """Said on the day on which it shows, and then no more."""
    days = area_days.latest(connection, seen.team.id)
    if seen.frame.today not in days:
        return ()
    return tuple(cover.areas[area] for area in healed(list(days.values())) if area in cover.areas)


def _sayings(connection: Connection, seen: Scene, cover: TeamCover) -> tuple[SayingLine, ...]:
    mine = declarations.of_person(connection, seen.team.id, seen.frame.me.person)
    lines = []
    for area, saying in mine.items():
        until = saying[1] + timedelta(days=DECLARED_DAYS) if saying else None
        counts = saying is not None and until is not None and until >= seen.frame.today
        lines.append(
            SayingLine(area, cover.areas[area], saying[0] if saying and counts else None, until if counts else None)
        )
    return tuple(lines)


def absence_lines(connection: Connection, seen: Scene, cover: TeamCover) -> tuple[AbsenceLine, ...]:
    """The absences of members that go on or come. One statement."""
    me, manages = seen.frame.me.person, seen.frame.me.role is Role.MANAGER
    entered = absences.coming(connection, seen.team.id, seen.frame.today)
    return tuple(
        AbsenceLine(one.id, cover.members[who], one.absence.first, one.absence.last, manages or who == me)
        for one in entered
        if (who := one.absence.person) in cover.members and one.absence.last is not None
    )


def _former(connection: Connection, seen: Scene) -> tuple[FormerLine, ...]:
    found = former.to_claim(connection, seen.team.id, seen.frame.me.person)
    return tuple(FormerLine(one.id, one.name, one.claimed_by is not None) for one in found)
