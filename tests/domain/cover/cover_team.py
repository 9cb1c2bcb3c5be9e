"""A team for the rules of cover: days are counted back from TODAY, people and areas are numbers with names."""

from datetime import date, timedelta

from queue_app.domain.cover.evidence import standings
from queue_app.domain.cover.facts import CoverFacts, Declaration, FinishedDays, Skipped, WorkedDays
from queue_app.domain.cover.states import Standing

TODAY = date(2026, 11, 23)
ALICE, BOB, CAROL, DAVE = TEAM = (1, 2, 3, 4)
PAYMENTS, SEARCH, REPORTS = 10, 11, 12
Rows = list[FinishedDays | WorkedDays | Declaration | Skipped]


def ago(days: int) -> date:
    """The day this many days before TODAY. A negative number gives a future day."""
    return TODAY - timedelta(days=days)


def finished(*people: int, days: int = 0, items: int = 1, area: int = PAYMENTS) -> Rows:
    """`items` items of the area that these people finished together."""
    on = (ago(days),) * items
    return [FinishedDays(area, on), *(WorkedDays(area, person, on) for person in people)]


def said(person: int, kind: str = "can", days: int = 0, area: int = PAYMENTS) -> Rows:
    """A declaration made some days ago."""
    return [Declaration(area, person, kind, ago(days))]


def skipped(person: int, days: int = 0, area: int = PAYMENTS) -> Rows:
    """ "I do not know this area", so many days ago."""
    return [Skipped(area, person, ago(days))]


def facts(
    *happened: Rows, team: tuple[int, ...] = TEAM, areas: tuple[int, ...] = (PAYMENTS, SEARCH, REPORTS)
) -> CoverFacts:
    """All the facts about a team."""
    rows = [row for some in happened for row in some]
    return CoverFacts(
        areas=areas,
        members=frozenset(team),
        done=[row for row in rows if isinstance(row, FinishedDays)],
        seen=[row for row in rows if isinstance(row, WorkedDays)],
        declared=[row for row in rows if isinstance(row, Declaration)],
        skipped=[row for row in rows if isinstance(row, Skipped)],
    )


def payments(*happened: Rows, team: tuple[int, ...] = TEAM) -> Standing:
    """The standing of payments after these facts."""
    return standings(facts(*happened, team=team), TODAY)[PAYMENTS]


def covered_by(*people: int, team: int = 5, known: bool = True, paces: tuple[float, ...] = (0, 0, 0)) -> Standing:
    """A standing without history, in a team of five: two may be away, and three stay."""
    return Standing(team=team, able=frozenset(people), known=known, paces=paces)
