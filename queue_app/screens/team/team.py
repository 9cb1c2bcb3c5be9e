"""The four pages of a team: its people, its work (limit, areas, kinds, calendar), its settings, its links and programs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, case, func, select

from queue_app.domain.queue.events import OF_THE_LIMIT
from queue_app.domain.team.rights import Role
from queue_app.screens.agents.settings import NO_AGENTS_YET, AgentSettings, agent_settings
from queue_app.screens.frame import Scene, Viewer, read_full_scene
from queue_app.screens.history import signer
from queue_app.screens.team.account import TeamToken, team_tokens
from queue_app.screens.team.calendar import (
    NO_CALENDAR,
    CalendarShown,
    PageLinkLine,
    calendar,
    page_links,
)
from queue_app.screens.values import Frame
from queue_app.store.agents.slots import AGENTS_AT_ONCE
from queue_app.store.queue.history import newest_of
from queue_app.store.tables import AREA, EVENT, ITEM, ITEM_AREA, KIND, LINK, MEMBERSHIP, PERSON, TEAM
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
    """An invitation in force. `handle` identifies it without revealing its secret; so many `people` can still join by it."""

    handle: str
    role: Role
    email: str | None
    by: str | None
    expires_at: datetime
    people: int = 1


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
    """Everybody in the team sees names; only members see who did what; only managers get invitations, tokens and links.

    A page reads its own parts; the others are empty.
    """

    frame: Frame
    settings: Settings
    people: tuple[MemberLine, ...] = ()
    limits: tuple[LimitLine, ...] = ()
    areas: tuple[AreaSetting, ...] = ()
    kinds: tuple[KindLine, ...] = ()
    invitations: tuple[InvitationLine, ...] = ()
    tokens: tuple[TeamToken, ...] = ()
    calendar: CalendarShown = NO_CALENDAR
    links: tuple[PageLinkLine, ...] = ()
    agents: AgentSettings = NO_AGENTS_YET


TeamPage = Literal["people", "work", "settings", "links"]
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
    .where(EVENT.c.team_id == _TEAM, EVENT.c.seq.in_(select(newest_of(OF_THE_LIMIT, _LIMITS_SHOWN).c.seq)))
    .order_by(EVENT.c.seq.desc())
)
# Materialized: the open items first, since an area has the tags of closed items too.
_OPEN = (
    select(ITEM.c.id).where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None)).cte("opened").prefix_with("MATERIALIZED")
)
_TAGGED = (
    select(ITEM_AREA.c.area_id, func.count().label("opened"))
    .select_from(_OPEN.join(ITEM_AREA, and_(ITEM_AREA.c.team_id == _TEAM, ITEM_AREA.c.item_id == _OPEN.c.id)))
    .group_by(ITEM_AREA.c.area_id)
    .subquery("tagged")
)
_AREAS: Select[Any] = (
    select(AREA.c.id, AREA.c.name, AREA.c.archived_at, AREA.c.for_agents)
    .where(AREA.c.team_id == _TEAM, AREA.c.merged_into.is_(None))
    .order_by(AREA.c.archived_at.is_not(None), AREA.c.folded)
)
_AREAS_WITH_ITEMS = _AREAS.outerjoin(_TAGGED, _TAGGED.c.area_id == AREA.c.id).add_columns(
    func.coalesce(_TAGGED.c.opened, 0).label("items")
)
_KINDS: Select[Any] = select(KIND).where(KIND.c.team_id == _TEAM).order_by(KIND.c.archived_at.is_not(None), KIND.c.id)
_INVITATIONS: Select[Any] = (
    select(LINK.c.hash, LINK.c.role, LINK.c.email, LINK.c.expires_at, LINK.c.people, PERSON.c.name)
    .select_from(LINK.outerjoin(PERSON, PERSON.c.id == LINK.c.made_by))
    .where(
        LINK.c.team_id == _TEAM,
        LINK.c.used_at.is_(None),
        LINK.c.expires_at > bindparam("now", type_=LINK.c.expires_at.type),
    )
    .order_by(LINK.c.created_at.desc())
)


def team_screen(connection: Connection, viewer: Viewer, page: TeamPage = "people") -> TeamScreen:
    """One of the pages. At most eight statements. Raises NotFound for a person outside the team."""
    scene = read_full_scene(connection, viewer)
    query = {"team": viewer.team, "now": viewer.now}
    team = connection.execute(_SETTINGS, query).one()
    manages = scene.frame.me.role is Role.MANAGER
    of_page = _PARTS[page](connection, viewer, scene, team) if page != "links" or manages else {}
    invitations = connection.execute(_INVITATIONS, query) if page == "people" and manages else ()
    return TeamScreen(
        frame=scene.frame,
        settings=_settings(team),
        invitations=tuple(_invitation(row) for row in invitations),
        **of_page,
    )


def _people(connection: Connection, viewer: Viewer, scene: Scene, team: Any) -> dict[str, Any]:
    return {"people": member_lines(connection, viewer)}


def _work(connection: Connection, viewer: Viewer, scene: Scene, team: Any) -> dict[str, Any]:
    query = {"team": viewer.team}
    return {
        "limits": tuple(_limit(row, scene) for row in connection.execute(_LIMITS, query)),
        "areas": tuple(
            AreaSetting(row.id, row.name, row.items, row.archived_at is not None)
            for row in connection.execute(_AREAS_WITH_ITEMS, query)
        ),
        "kinds": tuple(
            KindLine(row.id, row.name, row.inside, row.is_date, row.archived_at is not None)
            for row in connection.execute(_KINDS, query)
        ),
        "calendar": calendar(connection, scene),
    }


def _links(connection: Connection, viewer: Viewer, scene: Scene, team: Any) -> dict[str, Any]:
    return {
        "agents": agent_settings(team, connection.execute(_AREAS, {"team": viewer.team}).all()),
        "tokens": team_tokens(connection, viewer.team, viewer.now),
        "links": page_links(connection, viewer.team),
    }


_PARTS: dict[TeamPage, Callable[[Connection, Viewer, Scene, Any], dict[str, Any]]] = {
    "people": _people,
    "work": _work,
    "settings": lambda *_: {},
    "links": _links,
}


def member_lines(connection: Connection, viewer: Viewer) -> tuple[MemberLine, ...]:
    """The people in the team, those with more rights first."""
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
    by = signer(row.name, row.data) if scene.names else None
    return LimitLine(row.at, row.data["limit"], row.data.get("reason"), by)


def _invitation(row: Any) -> InvitationLine:
    return InvitationLine(row.hash, Role(row.role), row.email, row.name, row.expires_at, row.people)


def _days(week: str) -> tuple[int, ...]:
    return tuple(n for n, works in enumerate(week, start=1) if works == "1")


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
