"""The input of the rule of cover: finished work, who worked along, declarations and skips.

An area, or a person of an area, may have several rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FinishedDays:
    """The days on which items of the area were finished, by anybody: one for each item, in any order."""

    area: int
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class WorkedDays:
    """The person worked along on items of the area that were finished on these days: one for each item, in any order."""

    area: int
    person: int
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a member declared about an area; `kind` is a key of `declarations.KINDS`."""

    area: int
    person: int
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Skipped:
    """ "I do not know this area", chosen at a skip; one for each area of the item."""

    area: int
    person: int
    day: date


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """The facts of a team: ids of its active `areas` and of the `members` who can pull (no observers, no former
    people), and the rows. Rows older than `evidence.KEPT_DAYS` or after the day in question are ignored. `done` holds all work
    of the area. `seen` holds everybody with an account, so that an area whose people left is known; it names no former person
    whom nobody claimed. A merged area counts as the one it was merged into."""

    areas: Sequence[int]
    members: frozenset[int]
    done: Sequence[FinishedDays] = ()
    seen: Sequence[WorkedDays] = ()
    declared: Sequence[Declaration] = ()
    skipped: Sequence[Skipped] = ()
