"""The team page: the WIP limit with its history, people, the lists of areas and kinds, the settings, what managers keep."""

from dataclasses import dataclass
from datetime import date, datetime

from queue_app.domain.team.days_off import Spell
from queue_app.domain.team.rights import Role
from queue_app.screens.team.account import TokenLine
from queue_app.screens.values import Frame, ItemLink


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in the team. `last_manager`: cannot leave nor be less."""

    person: int
    name: str
    role: Role
    me: bool = False
    last_manager: bool = False


@dataclass(frozen=True, slots=True)
class LimitLine:
    """The WIP limit since a moment, with its reason and who set it. `by` is None for an observer."""

    at: datetime
    limit: int
    reason: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area of the list. `items` is how many open items touch it."""

    id: int
    name: str
    items: int = 0
    archived: bool = False


@dataclass(frozen=True, slots=True)
class KindLine:
    """What an item may wait for. `is_date`: it asks for the day to look again."""

    id: int
    name: str
    inside: bool
    is_date: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation that still opens the team. `handle` names it without giving it away."""

    handle: str
    role: Role
    email: str | None
    by: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TeamToken:
    """Somebody's token for this team."""

    person: str
    token: TokenLine


@dataclass(frozen=True, slots=True)
class PageLinkLine:
    """A link in force to one page. `opened_at` is known to the hour."""

    id: int
    page: str
    name: str
    by: str | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Forecasts look no further back than `since`: decided when, why and by whom. `by` is None for an observer."""

    since: date
    at: datetime
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days off that come, those that have been, and where the history of forecasts begins."""

    coming: tuple[Spell, ...] = ()
    past: tuple[Spell, ...] = ()
    history: HistoryLine | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """As a form shows them: days are 1 = Monday to 7, times are `09:15`."""

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
    """Invitations, tokens and links are there for managers only."""

    frame: Frame
    settings: Settings
    people: tuple[MemberLine, ...]
    limits: tuple[LimitLine, ...] = ()
    areas: tuple[AreaLine, ...] = ()
    kinds: tuple[KindLine, ...] = ()
    invitations: tuple[InvitationLine, ...] = ()
    tokens: tuple[TeamToken, ...] = ()
    calendar: Calendar = Calendar()
    links: tuple[PageLinkLine, ...] = ()


@dataclass(frozen=True, slots=True)
class GoingScreen:
    """Asked before somebody is removed or leaves: which running items go on, `alone` being those with nobody left on them."""

    frame: Frame
    person: int
    name: str
    me: bool
    last_manager: bool
    items: tuple[ItemLink, ...] = ()
    alone: tuple[ItemLink, ...] = ()
