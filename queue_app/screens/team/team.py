"""The team page: the WIP limit with its history, people, areas and kinds, settings, and the lists of managers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, case, func, select

from queue_app.domain.errors import NotFound
from queue_app.domain.queue.events import OF_THE_LIMIT
from queue_app.domain.team.rights import Role
from queue_app.screens.agents.settings import NO_AGENTS_YET, AgentSettings, agent_settings
from queue_app.screens.frame import Scene, Viewer, read_full_scene
from queue_app.screens.team.account import TeamToken, team_tokens
from queue_app.screens.team.calendar import (
    NO_CALENDAR,
    CalendarShown,
    PageLinkLine,
    calendar,
    page_links,
    page_links_of,
)
from queue_app.screens.values import Frame, ItemLink
from queue_app.store.agents.slots import AGENTS_AT_ONCE
from queue_app.store.queue.stints import ON_IT
from queue_app.store.tables import AREA, EVENT, ITEM, ITEM_AREA, KIND, LINK, MEMBERSHIP, PERSON, STINT, TEAM
from queue_app.store.team.teams import SETTINGS


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A person in the team. `last_manager`: cannot leave or change role."""

    person: int
    name: str
    role: Role
    me: bool = False
    last_manager: bool = False


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A WIP limit with its time, its reason and who set it. `by` is None for an observer."""

    at: datetime
    limit: int
    reason: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class AreaSetting:
    """An area of the list. `items` counts the open items that touch it."""

    id: int
    name: str
    items: int = 0
    archived: bool = False


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of block. `is_date`: it asks for a day to look again."""

    id: int
    name: str
    inside: bool
    is_date: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation in force. `handle` identifies it without revealing its secret."""

    handle: str
    role: Role
    email: str | None
    by: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as a form shows them: days are 1 = Monday to 7, times are `09:15`."""

    name: str
    zone: str
    working_days: tuple[int, ...]
    end_of_day: str
    standup_days: tuple[int, ...]
    standup_at: str
    who_orders: str
    who_limits: str
    finished_means: str
    archived: bool = False


@dataclass(frozen=True, slots=True)
class TeamScreen:
    """Everybody in the team sees names; only members see who did what; only managers get invitations, tokens and links."""

    frame: Frame
    settings: Settings
    people: tuple[MemberLine, ...]
    limits: tuple[LimitLine, ...] = ()
    areas: tuple[AreaSetting, ...] = ()
    kinds: tuple[KindLine, ...] = ()
    invitations: tuple[InvitationLine, ...] = ()
    tokens: tuple[TeamToken, ...] = ()
    calendar: CalendarShown = NO_CALENDAR
    links: tuple[PageLinkLine, ...] = ()
    agents: AgentSettings = NO_AGENTS_YET


@dataclass(frozen=True, slots=True)
class DepartureScreen:
    """The confirmation before a person is removed or leaves.

    `items` stay in progress; nobody is left on those in `left_alone`. `links` are those to pages that the person made: they end.
    """

    frame: Frame
    person: int
    name: str
    me: bool
    last_manager: bool
    items: tuple[ItemLink, ...] = ()
    left_alone: tuple[ItemLink, ...] = ()
    links: tuple[PageLinkLine, ...] = ()


_TEAM: BindParameter[int] = bindparam("team")
_LIMITS_SHOWN = 10

_PEOPLE: Select[Any] = (
    select(PERSON.c.id, PERSON.c.name, MEMBERSHIP.c.role)
    .select_from(MEMBERSHIP.join(PERSON, PERSON.c.id == MEMBERSHIP.c.person_id))
    .where(MEMBERSHIP.c.team_id == _TEAM)
    .order_by(
        case({role.value: n for n, role in enumerate(reversed(Role))}, value=MEMBERSHIP.c.role),
        func.lower(PERSON.c.name),
        PERSON.c.id,
    )
)
_SETTINGS: Select[Any] = select(
    *(TEAM.c[name] for name in SETTINGS), TEAM.c.archived_at, AGENTS_AT_ONCE.label("agents_at_once")
).where(TEAM.c.id == _TEAM)
_LIMITS: Select[Any] = (
    select(EVENT.c.at, EVENT.c.data, PERSON.c.name)
    .select_from(EVENT.outerjoin(PERSON, PERSON.c.id == EVENT.c.by))
    .where(EVENT.c.team_id == _TEAM, EVENT.c.kind.in_(OF_THE_LIMIT))
    .order_by(EVENT.c.seq.desc())
    .limit(_LIMITS_SHOWN)
)
_OPEN_ITEMS = (
    select(func.count())
    .select_from(ITEM_AREA.join(ITEM, and_(ITEM.c.team_id == ITEM_AREA.c.team_id, ITEM.c.id == ITEM_AREA.c.item_id)))
    .where(ITEM_AREA.c.team_id == AREA.c.team_id, ITEM_AREA.c.area_id == AREA.c.id, ITEM.c.rank.is_not(None))
    .scalar_subquery()
)
_AREAS: Select[Any] = (
    select(AREA.c.id, AREA.c.name, AREA.c.archived_at, AREA.c.for_agents, _OPEN_ITEMS.label("items"))
    .where(AREA.c.team_id == _TEAM, AREA.c.merged_into.is_(None))
    .order_by(AREA.c.archived_at.is_not(None), AREA.c.folded)
)
_KINDS: Select[Any] = select(KIND).where(KIND.c.team_id == _TEAM).order_by(KIND.c.archived_at.is_not(None), KIND.c.id)
_INVITATIONS: Select[Any] = (
    select(LINK.c.hash, LINK.c.role, LINK.c.email, LINK.c.expires_at, PERSON.c.name)
    .select_from(LINK.outerjoin(PERSON, PERSON.c.id == LINK.c.made_by))
    .where(
        LINK.c.team_id == _TEAM,
        LINK.c.used_at.is_(None),
        LINK.c.expires_at > bindparam("now", type_=LINK.c.expires_at.type),
    )
    .order_by(LINK.c.created_at.desc())
)
_OTHERS = STINT.alias("others")
_ON: Select[Any] = (
    select(
        ITEM.c.number,
        ITEM.c.title,
        ITEM.c.state,
        select(func.count())
        .select_from(_OTHERS)
        .where(
            _OTHERS.c.team_id == ITEM.c.team_id,
            _OTHERS.c.item_id == ITEM.c.id,
            _OTHERS.c.run == ITEM.c.run,
            _OTHERS.c.left_at.is_(None),
            _OTHERS.c.person_id != STINT.c.person_id,
        )
        .scalar_subquery()
        .label("others"),
    )
    .select_from(STINT.join(ITEM, ON_IT))
    .where(STINT.c.team_id == _TEAM, STINT.c.person_id == bindparam("person"))
    .order_by(ITEM.c.rank)
)


def team_screen(connection: Connection, viewer: Viewer) -> TeamScreen:
    """The page. At most twelve statements. Raises NotFound for a person outside the team."""
    scene = read_full_scene(connection, viewer)
    query = {"team": viewer.team, "now": viewer.now}
    manages = scene.frame.me.role is Role.MANAGER
    team = connection.execute(_SETTINGS, query).one()
    areas = connection.execute(_AREAS, query).all()
    return TeamScreen(
        frame=scene.frame,
        settings=_settings(team),
        agents=agent_settings(team, areas),
        people=_people(connection, viewer),
        limits=tuple(_limit(row, scene) for row in connection.execute(_LIMITS, query)),
        areas=tuple(AreaSetting(row.id, row.name, row.items, row.archived_at is not None) for row in areas),
        kinds=tuple(
            KindLine(row.id, row.name, row.inside, row.is_date, row.archived_at is not None)
            for row in connection.execute(_KINDS, query)
        ),
        invitations=tuple(_invitation(row) for row in connection.execute(_INVITATIONS, query)) if manages else (),
        tokens=team_tokens(connection, viewer.team, viewer.now) if manages else (),
        calendar=calendar(connection, scene),
        links=page_links(connection, viewer.team) if manages else (),
    )


def departure_screen(connection: Connection, viewer: Viewer, person: int) -> DepartureScreen:
    """The confirmation page. Raises NotFound for a person outside the team."""
    scene = read_full_scene(connection, viewer)
    member = next((line for line in _people(connection, viewer) if line.person == person), None)
    if member is None:
        raise NotFound
    rows = connection.execute(_ON, {"team": viewer.team, "person": person}).all()
    links = [(ItemLink(row.number, row.title, row.state), row.others) for row in rows]
    return DepartureScreen(
        frame=scene.frame,
        person=person,
        name=member.name,
        me=member.me,
        last_manager=member.last_manager,
        items=tuple(link for link, _ in links),
        left_alone=tuple(link for link, others in links if not others),
        links=page_links_of(connection, viewer.team, person),
    )


def _people(connection: Connection, viewer: Viewer) -> tuple[MemberLine, ...]:
    rows = connection.execute(_PEOPLE, {"team": viewer.team}).all()
    managers = sum(row.role == Role.MANAGER for row in rows)
    return tuple(
        MemberLine(
            one.id, one.name, Role(one.role), one.id == viewer.person, one.role == Role.MANAGER and managers == 1
        )
        for one in rows
    )


def _settings(row: Any) -> Settings:
    return Settings(
        name=row.name,
        zone=row.time_zone,
        working_days=_days(row.working_days),
        end_of_day=_clock(row.end_of_day),
        standup_days=_days(row.standup_days),
        standup_at=_clock(row.standup_minute),
        who_orders=row.who_orders,
        who_limits=row.who_limits,
        finished_means=row.finished_means,
        archived=row.archived_at is not None,
    )


def _limit(row: Any, scene: Scene) -> LimitLine:
    return LimitLine(row.at, row.data["limit"], row.data.get("reason"), row.name if scene.names else None)


def _invitation(row: Any) -> InvitationLine:
    return InvitationLine(row.hash, Role(row.role), row.email, row.name, row.expires_at)


def _days(week: str) -> tuple[int, ...]:
    return tuple(n for n, works in enumerate(week, start=1) if works == "1")


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
