"""Finish: today, or on a day back to the start, at most 7 days. Open steps are finished anyway or split off.

Who worked along counts for cover only: full credit for everybody, in each area of the item, on the day of the finish.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from queue_app.domain.cover.areas import checked
from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import OpenSteps
from queue_app.domain.team.team import Team

LONGEST_AGO = timedelta(days=7)
LONGEST_TITLE = 200


Steps = Literal["anyway", "split"]
"""What happens to open steps: the item is finished anyway, or they become a new item."""


@dataclass(frozen=True, slots=True)
class FinishFacts:
    """`tagged` are the item's areas, `areas` the active ones of the team, `on_it` who is on the item now, `members` who
    could have worked along; all ids. `open_steps` is how much of the plan is left."""

    open_steps: int
    tagged: frozenset[int]
    areas: frozenset[int]
    on_it: frozenset[int]
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said at the finish: None for the day is today, for the areas those it has, for `along` who is on it."""

    on: date | None = None
    areas: Sequence[int] | None = None
    along: Sequence[int] | None = None
    steps: Steps | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """The finished item, its day and areas, who worked along, and whether the open steps are split off."""

    item: Item
    day: date
    areas: tuple[int, ...]
    retagged: bool
    along: tuple[int, ...]
    splits: bool


def finished(item: Item, facts: FinishFacts, wanted: Wanted, at: datetime, team: Team) -> Finish:
    """The running item, finished at `at` or on an earlier day. Raises InputError, OpenSteps."""
    on = day(item, team.day(at), wanted.on)
    areas = _areas(facts, wanted.areas)
    along = _along(facts, wanted.along)
    if facts.open_steps and wanted.steps is None:
        raise OpenSteps(open=facts.open_steps)
    retagged = set(areas) != facts.tagged
    done = replace(item.finished(_moment(item, on, at, team), on), version=item.version + retagged)
    return Finish(done, on, areas, retagged, along, bool(facts.open_steps) and wanted.steps == "split")


def days(item: Item, today: date) -> tuple[date, date]:
    """The first and the last day on which the item may have been finished."""
    start = item.started_on or today - LONGEST_AGO
    last = max(today, start)  # Another time zone of the team may have moved today before the day of the start.
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
    """`at`, or for an earlier day its last second in the team's zone; never before the start."""
    if on >= team.day(at):
        return at
    end = team.end_of(on)
    return end if item.started_at is None else max(end, item.started_at)


def _areas(facts: FinishFacts, areas: Sequence[int] | None) -> tuple[int, ...]:
    """What the item touched: those that were on it, unless it was said."""
    if areas is None:
        return tuple(sorted(facts.tagged))
    return checked(areas, facts.areas, facts.tagged)


def _along(facts: FinishFacts, people: Sequence[int] | None) -> tuple[int, ...]:
    """Who worked along: who is on it now, unless it was said."""
    if people is None:
        return tuple(sorted(facts.on_it))
    if not facts.members.issuperset(people):
        raise InputError("worked_along", N_("One person is not in the team any more. Reload the list."))
    return tuple(sorted(set(people)))


def rest_title(title: str) -> str:
    """The title of what is split off."""
    return f"Rest of {title}"[:LONGEST_TITLE]
