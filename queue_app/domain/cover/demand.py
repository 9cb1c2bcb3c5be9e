"""Demand: which areas the next items need, and so the order of the areas on the page: the most urgent risk first.

Demand of an area = sum over its waiting items i (0 = on top) of 2^(-i/h); risk = demand / max(1, people who cover it).
Measured on 14 public histories: this order finds the losses that hurt; an order by share of work does not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.cover.absences import Absence, all_away
from queue_app.domain.cover.states import CoverState, Standing, Standings, item_cover

LEAST_HALVES = 4
NEXT_ITEMS = 10
LATELY_DAYS = 14
"""The number of items finished in so many days sets how far ahead the demand looks."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting item (id) with its areas (ids) and its forecast pull day."""

    item: int
    areas: tuple[int, ...] = ()
    pull_day: date | None = None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area on the cover page. `next_items` of the next ten need it; `first` is the position of its first item, from 1;
    `away_on` the first day on which an item of it can be pulled while everyone who covers it is away."""

    area: int
    name: str
    state: CoverState
    people: int
    hollow: int
    normal: bool
    demand: float
    risk: float
    next_items: int
    first: int | None
    away_on: date | None
    heals_after: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The areas in order of risk, and separately those that are new ground."""

    areas: tuple[AreaRow, ...]
    new_ground: tuple[AreaRow, ...]


def weights(waiting: int, finished_lately: int) -> list[float]:
    """The weight of each waiting item, from the top; h = items finished in the last 14 days, at least 4."""
    h = max(LEAST_HALVES, finished_lately)
    return [2 ** (-i / h) for i in range(waiting)]


def demands(waiting: Sequence[Waiting], finished_lately: int) -> dict[int, float]:
    """{area: demand}; an item counts in each of its areas. `waiting` is in order."""
    sums: dict[int, float] = defaultdict(float)
    for item, weight in zip(waiting, weights(len(waiting), finished_lately), strict=True):
        for area in item.areas:
            sums[area] += weight
    return dict(sums)


def rank_areas(
    standings: Standings,
    names: Mapping[int, str],
    waiting: Sequence[Waiting],
    finished_lately: int,
    absences: Sequence[Absence] = (),
) -> Listing:
    """The areas in their strict order: first those whose people are away when needed, earliest first; then by risk, first
    position, name."""
    demand_of = demands(waiting, finished_lately)
    of_area: dict[int, list[int]] = defaultdict(list)
    for place, item in enumerate(waiting, start=1):
        for area in item.areas:
            of_area[area].append(place)
    rows = []
    for area, standing in standings.items():
        places = of_area.get(area, [])
        days = [waiting[place - 1].pull_day for place in places]
        away_on = _away_on(standing, [day for day in days if day is not None], absences)
        rows.append(_row(area, names[area], standing, demand_of.get(area, 0.0), places, away_on))
    rows.sort(key=_key)
    covered = tuple(row for row in rows if row.state is not CoverState.UNKNOWN)
    return Listing(covered, tuple(row for row in rows if row.state is CoverState.UNKNOWN))


def _row(
    area: int, name: str, standing: Standing, demand: float, places: Sequence[int], away_on: date | None
) -> AreaRow:
    return AreaRow(
        area=area,
        name=name,
        state=standing.state,
        people=standing.people,
        hollow=standing.hollow,
        normal=standing.normal,
        demand=demand,
        risk=demand / max(1, standing.people),
        next_items=sum(place <= NEXT_ITEMS for place in places),
        first=places[0] if places else None,
        away_on=away_on,
        heals_after=standing.heals_after,
    )


def _away_on(standing: Standing, days: Sequence[date], absences: Sequence[Absence]) -> date | None:
    return min((day for day in days if all_away(standing.able, absences, day)), default=None)


def _key(row: AreaRow) -> tuple[date, float, float, str, str, int]:
    """Ids come last: folded names may be equal."""
    first = float("inf") if row.first is None else row.first
    return (row.away_on or date.max, -row.risk, first, row.name.casefold(), row.name, row.area)


def need_one(waiting: Sequence[Waiting], standings: Standings) -> int:
    """How many of the next ten items only one person can take."""
    return sum(item_cover(item.areas, standings) is CoverState.SINGLE for item in waiting[:NEXT_ITEMS])
