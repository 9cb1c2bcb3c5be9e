"""The home page: the teams of a person, their room, and the items that the person is on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from queue_app.domain.queue.item import State
from queue_app.domain.team.rights import Role, may_make_team
from queue_app.domain.team.team import RESTORABLE
from queue_app.screens.queue.positions import waiting_items
from queue_app.screens.values import ItemLink, Room
from queue_app.store.queue.stints import ON_IT
from queue_app.store.tables import CLOCK, ITEM, MEMBERSHIP, SLOT, STINT, TEAM
from queue_app.store.team import members


@dataclass(frozen=True, slots=True)
class TeamCard:
    """One team. `mine` are the running items that this person is on."""

    number: int
    name: str
    role: Role
    room: Room
    waiting: int
    mine: tuple[ItemLink, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchivedTeam:
    """An archived team. A removed one can be restored `until` that moment, then it is deleted; `zone` is its own."""

    number: int
    name: str
    zone: str = "UTC"
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """`archived` are the archived teams that the person manages, `removed` the examples that they removed just now. `zone`
    is that of their first team, as a default."""

    teams: tuple[TeamCard, ...]
    may_create: bool = False
    zone: str = "UTC"
    archived: tuple[ArchivedTeam, ...] = ()
    removed: tuple[ArchivedTeam, ...] = ()


def _count(of: Any, *conditions: Any) -> Any:
    return select(func.count()).select_from(of).where(of.c.team_id == TEAM.c.id, *conditions).scalar_subquery()


_TEAMS: Select[Any] = (
    select(
        TEAM.c.id,
        TEAM.c.name,
        TEAM.c.time_zone,
        MEMBERSHIP.c.role,
        _count(ITEM, ITEM.c.slot.is_not(None)).label("running"),
        waiting_items(TEAM.c.id).scalar_subquery().label("waiting"),
        _count(SLOT, SLOT.c.closing.is_(False)).label("wip"),
        _count(SLOT, SLOT.c.closing.is_(True)).label("closing"),
    )
    .select_from(TEAM.join(MEMBERSHIP, MEMBERSHIP.c.team_id == TEAM.c.id))
    .where(MEMBERSHIP.c.person_id == bindparam("person"), TEAM.c.archived_at.is_(None))
    .order_by(func.lower(TEAM.c.name), TEAM.c.id)
)
_ARCHIVED: Select[Any] = (
    select(TEAM.c.id, TEAM.c.name, TEAM.c.time_zone, TEAM.c.removed_at)
    .select_from(TEAM.join(MEMBERSHIP, MEMBERSHIP.c.team_id == TEAM.c.id))
    .where(
        MEMBERSHIP.c.person_id == bindparam("person"),
        MEMBERSHIP.c.role == Role.MANAGER.value,
        TEAM.c.archived_at.is_not(None),
    )
    .order_by(func.lower(TEAM.c.name), TEAM.c.id)
)
_MINE: Select[Any] = (
    select(ITEM.c.team_id, ITEM.c.number, ITEM.c.title)
    .select_from(STINT.join(ITEM, ON_IT))
    .join(MEMBERSHIP, and_(MEMBERSHIP.c.team_id == ITEM.c.team_id, MEMBERSHIP.c.person_id == STINT.c.person_id))
    .where(STINT.c.person_id == bindparam("person"))
    .order_by(STINT.c.joined_at)
)


_STATE: Select[Any] = (
    select(CLOCK.c.team_id, CLOCK.c.revision, MEMBERSHIP.c.role, TEAM.c.archived_at, TEAM.c.removed_at)
    .select_from(MEMBERSHIP.join(TEAM, TEAM.c.id == MEMBERSHIP.c.team_id).join(CLOCK, CLOCK.c.team_id == TEAM.c.id))
    .where(MEMBERSHIP.c.person_id == bindparam("person"))
    .order_by(CLOCK.c.team_id)
)


def home_state(connection: Connection, person: int, now: datetime) -> tuple[object, ...] | None:
    """Everything that the page depends on, in one statement: each team with its revision and the person's role, and whether
    a removed team can still be restored. None for a person without a team: their page depends on all teams.
    """
    rows = connection.execute(_STATE, {"person": person}).all()
    if all(row.archived_at for row in rows):
        return None
    restorable = [row.removed_at is not None and now < row.removed_at + RESTORABLE for row in rows]
    return (person, *((row.team_id, row.revision, row.role) for row in rows), *restorable)


def home_screen(connection: Connection, person: int, now: datetime) -> HomeScreen:
    """The page. Four statements."""
    mine: dict[int, list[ItemLink]] = {}
    for row in connection.execute(_MINE, {"person": person}):
        mine.setdefault(row.team_id, []).append(ItemLink(row.number, row.title, State.IN_PROGRESS))
    rows = connection.execute(_TEAMS, {"person": person}).all()
    cards = tuple(
        TeamCard(
            number=row.id,
            name=row.name,
            role=Role(row.role),
            room=Room(row.running, row.wip, row.closing),
            waiting=row.waiting,
            mine=tuple(mine.get(row.id, ())),
        )
        for row in rows
    )
    gone = [
        ArchivedTeam(row.id, row.name, row.time_zone, row.removed_at and row.removed_at + RESTORABLE)
        for row in connection.execute(_ARCHIVED, {"person": person})
    ]
    return HomeScreen(
        teams=cards,
        may_create=may_make_team(members.founder(connection, person)),
        zone=rows[0].time_zone if rows else "UTC",
        archived=tuple(team for team in gone if team.until is None),
        removed=tuple(team for team in gone if team.until is not None and now < team.until),
    )
