"""Demand: how much the next items need each area. It orders the areas on the page: fewest people first, then highest demand.

Demand of an area = sum over its waiting items i (0 = on top) of 2^(-i/h).
Measured on 14 public histories: an order by people and demand finds the losses that hurt; an order by share of work does not.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.bound import nobody_there
from queue_app.domain.cover.states import FEWEST_FIRST, CoverState, Standing, Standings, item_cover

LEAST_HALVES = 4
NEXT_ITEMS = 10
LATELY_DAYS = 14
"""The number of items finished in this many days decides how far ahead the demand looks."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting item (id) with its areas (ids) and its forecast pull day."""

    item: int
    areas: tuple[int, ...] = ()
    pull_day: date | None = None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area on the cover page. `places`: the positions, from 1, of the waiting items that need it. `away_on`: the first day on
    which such an item can be pulled while everyone who covers the area is away. `learners`: how many others want to learn it.
    For the other fields see `Standing`."""

    area: int
    name: str
    state: CoverState
    people: int
    hollow: int
    demand: float
    places: tuple[int, ...]
    away_on: date | None
    heals_after: int | None
    learners: int
    known_after: int | None
    by_strangers: bool


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
) -> tuple[AreaRow, ...]:
    """The areas in strict order: fewest people first, not known yet last; then by demand, first position and name."""
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
    return tuple(sorted(rows, key=_key))


def _row(
    area: int, name: str, standing: Standing, demand: float, places: Sequence[int], away_on: date | None
) -> AreaRow:
    return AreaRow(
        area=area,
        name=name,
        state=standing.state,
        people=standing.people,
        hollow=standing.hollow,
        demand=demand,
        places=tuple(places),
        away_on=away_on,
        heals_after=standing.heals_after,
        learners=len(standing.learners - standing.able),
        known_after=standing.known_after,
        by_strangers=standing.by_strangers,
    )


def _away_on(standing: Standing, days: Sequence[date], absences: Sequence[Absence]) -> date | None:
    able = standing.able if standing.known else frozenset()
    return min((day for day in days if nobody_there(able, absences, day, standing.team)), default=None)


def _key(row: AreaRow) -> tuple[int, float, float, str, str, int]:
    """The sort key. It ends with the id, because folded names may be equal."""
    first = row.places[0] if row.places else float("inf")
    return (FEWEST_FIRST.index(row.state), -row.demand, first, row.name.casefold(), row.name, row.area)


@dataclass(frozen=True, slots=True)
class Headline:
    """The weakest cover among the next items: `many` of the next `of` are in `state`, the first of them at the position `first`.
    Without a state, none of them has an area."""

    of: int
    state: CoverState | None = None
    many: int = 0
    first: int = 0


def headline(waiting: Sequence[Waiting], standings: Standings) -> Headline:
    """The headline of the cover page, from the next ten items."""
    found = [item_cover(item.areas, standings) for item in waiting[:NEXT_ITEMS]]
    for state in FEWEST_FIRST:
        if state in found:
            return Headline(len(found), state, found.count(state), found.index(state) + 1)
    return Headline(len(found))


def need_one(waiting: Sequence[Waiting], standings: Standings) -> int:
    """How many of the next ten items only one person can take."""
    return sum(item_cover(item.areas, standings) is CoverState.SINGLE for item in waiting[:NEXT_ITEMS])
