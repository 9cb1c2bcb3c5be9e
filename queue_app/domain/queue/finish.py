"""Finish: today, or on an earlier day since the start, at most 7 days ago. With open steps: anyway, or split them off.

The people who worked along count for cover only: full credit for each person, in each area of the item, on the day of the finish.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from queue_app.domain import inputs
from queue_app.domain.cover.areas import check_areas
from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import OpenSteps
from queue_app.domain.team.team import Team

LONGEST_AGO = timedelta(days=7)


Steps = Literal["anyway", "split"]
"""What to do with open steps: finish the item anyway, or split them off as a new item."""


@dataclass(frozen=True, slots=True)
class FinishFacts:
    """Ids: `tagged` are the item's areas, `areas` the active areas of the team, `on_it` the people on the item now, `members` the
    people who could have worked along. `open_steps`: how many steps are open. `freed`: the numbers of the items that wait for
    this one alone."""

    open_steps: int
    tagged: frozenset[int]
    areas: frozenset[int]
    on_it: frozenset[int]
    members: frozenset[int]
    freed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FinishInput:
    """The input of a finish. None: today, the item's areas, the people on it."""

    on: date | None = None
    areas: Sequence[int] | None = None
    workers: Sequence[int] | None = None
    steps: Steps | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """The finished item, its day and areas, the people who worked along, and whether the open steps are split off."""

    item: Item
    day: date
    areas: tuple[int, ...]
    retagged: bool
    workers: tuple[int, ...]
    splits: bool


def finish_item(item: Item, facts: FinishFacts, wanted: FinishInput, at: datetime, team: Team) -> Finish:
    """The running item, finished at `at` or on an earlier day. Raises InputError, OpenSteps."""
    on = day(item, team.day(at), wanted.on)
    areas = _areas(facts, wanted.areas)
    workers = _workers(facts, wanted.workers)
    if facts.open_steps and wanted.steps is None:
        raise OpenSteps(open=facts.open_steps)
    retagged = set(areas) != facts.tagged
    done = replace(item.finished(_moment(item, on, at, team), on), version=item.version + retagged)
    return Finish(done, on, areas, retagged, workers, bool(facts.open_steps) and wanted.steps == "split")


def days(item: Item, today: date) -> tuple[date, date]:
    """The first and the last day on which the item may have been finished."""
    start = item.started_on or today - LONGEST_AGO
    last = max(today, start)  # If the team changed its time zone, today may be before the day of the start.
    return max(start, last - LONGEST_AGO), last


def day(item: Item, today: date, on: date | None) -> date:
    """The day of the finish. Raises InputError."""
    first, last = days(item, today)
    if on is None:
        return last
    if not first <= on <= last:
        raise InputError("on", N_("Choose a day from {first} to {last}."), first=first, last=last)
    return on


def _moment(item: Item, on: date, at: datetime, team: Team) -> datetime:
    """`at`; for an earlier day its last second in the team's zone, but never before the start."""
    if on >= team.day(at):
        return at
    end = team.end_of(on)
    return end if item.started_at is None else max(end, item.started_at)


def _areas(facts: FinishFacts, areas: Sequence[int] | None) -> tuple[int, ...]:
    """The areas that the item touched; by default the areas that it has."""
    if areas is None:
        return tuple(sorted(facts.tagged))
    return check_areas(areas, facts.areas, facts.tagged)


def _workers(facts: FinishFacts, people: Sequence[int] | None) -> tuple[int, ...]:
    """The people who worked along; by default the people on it now."""
    if people is None:
        return tuple(sorted(facts.on_it))
    if not facts.members.issuperset(people):
        raise InputError("worked_along", N_("One person is not in the team any more. Reload the list."))
    return tuple(sorted(set(people)))


def rest_title(title: str) -> str:
    """The title of the item that is split off."""
    return f"Rest of {title}"[: inputs.TITLE]
