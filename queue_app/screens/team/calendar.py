"""Rows of the team page about forecasts: days off, the start of the history, links to one page."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from queue_app.domain.team.days_off import DaysOff, by_day, listed, spells_of
from queue_app.screens.frame import Scene, Viewer, read_full_scene
from queue_app.screens.history import signer
from queue_app.screens.values import Frame
from queue_app.store.tables import EVENT, PAGE_LINK, PERSON
from queue_app.store.team.days_off import calendar_of, days_off, history_from
from queue_app.usecases.team.calendar_file import CalendarDays


@dataclass(frozen=True, slots=True)
class PageLinkLine:
    """A link in force to one page. `opened_at` is exact to the hour."""

    id: int
    page: str
    name: str
    by: str | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class HistoryStart:
    """Forecasts ignore the history before `since`: when, why and by whom that was decided.

    `by` is None for an observer.
    """

    since: date
    at: datetime
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True)
class CalendarShown:
    """Coming and past days off, and the start of the history for forecasts."""

    coming: tuple[DaysOff, ...] = ()
    past: tuple[DaysOff, ...] = ()
    history: HistoryStart | None = None


NO_CALENDAR = CalendarShown()


@dataclass(frozen=True, slots=True)
class DaysOffScreen:
    """The days off of a calendar file before anything is saved: `days` of them, `new` not days off yet, `working` of these on
    weekdays on which the team works. `works`: whether a working day is left within a year.
    """

    frame: Frame
    spells: tuple[DaysOff, ...]
    days: int
    new: int
    working: int
    works: bool
    found: CalendarDays

    @property
    def text(self) -> str:
        """The list as a person would type it."""
        return "\n".join(map(str, self.spells))


_TEAM: BindParameter[int] = bindparam("team")
_DECIDED: Select[Any] = (
    select(EVENT.c.at, EVENT.c.data, PERSON.c.name)
    .select_from(EVENT.outerjoin(PERSON, PERSON.c.id == EVENT.c.by))
    .where(EVENT.c.team_id == _TEAM, EVENT.c.kind == "history_from")
    .order_by(EVENT.c.seq.desc())
    .limit(1)
)
_LINKS: Select[Any] = (
    select(PAGE_LINK.c.id, PAGE_LINK.c.page, PAGE_LINK.c.name, PAGE_LINK.c.opened_at, PERSON.c.name.label("by"))
    .select_from(PAGE_LINK.outerjoin(PERSON, PERSON.c.id == PAGE_LINK.c.made_by))
    .where(PAGE_LINK.c.team_id == _TEAM, PAGE_LINK.c.revoked_at.is_(None))
    .order_by(PAGE_LINK.c.id)
)


def calendar(connection: Connection, scene: Scene) -> CalendarShown:
    """Two statements, three if history was forgotten. Past days are newest first."""
    spells = spells_of(days_off(connection, scene.team.id))
    past = tuple(spell for spell in reversed(spells) if spell.last < scene.frame.today)
    coming = tuple(spell for spell in spells if spell.last >= scene.frame.today)
    return CalendarShown(coming, past, _history(connection, scene))


def days_off_screen(connection: Connection, viewer: Viewer, found: CalendarDays) -> DaysOffScreen:
    """The days off that the calendar file would add to this team."""
    frame = read_full_scene(connection, viewer).frame
    days = by_day(found.spells)
    present = calendar_of(connection, viewer.team)
    new = days.keys() - present.days_off
    return DaysOffScreen(
        frame=frame,
        spells=listed(days),
        days=len(days),
        new=len(new),
        working=sum(map(present.works_on, new)),
        works=replace(present, days_off=present.days_off | new).works_within_a_year(frame.today),
        found=found,
    )


def page_links(connection: Connection, team: int) -> tuple[PageLinkLine, ...]:
    """The links in force, oldest first. One statement."""
    rows = connection.execute(_LINKS, {"team": team})
    return tuple(PageLinkLine(row.id, row.page, row.name, row.by, row.opened_at) for row in rows)


def page_links_of(connection: Connection, team: int, person: int) -> tuple[PageLinkLine, ...]:
    """The links in force that the person made. One statement."""
    rows = connection.execute(_LINKS.where(PAGE_LINK.c.made_by == person), {"team": team})
    return tuple(PageLinkLine(row.id, row.page, row.name, row.by, row.opened_at) for row in rows)


def _history(connection: Connection, scene: Scene) -> HistoryStart | None:
    since = history_from(connection, scene.team.id)
    row = connection.execute(_DECIDED, {"team": scene.team.id}).one_or_none() if since else None
    if since is None or row is None:
        return None
    by = signer(row.name, row.data) if scene.names else None
    return HistoryStart(since, row.at, row.data["reason"], by)
