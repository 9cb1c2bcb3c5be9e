"""The input of the cover rule: finished work, who worked along, declarations and skips.

An area, or a person in an area, may have several rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FinishedDays:
    """The days on which anybody finished items of the area: one day for each item, in any order."""

    area: int
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class WorkedDays:
    """The person worked along on items of the area that were finished on `days`: one day for each item, in any order."""

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
    """The facts of a team: the ids of its active `areas` and of the `members` who can pull (no observers or former people), and
    the rows. Rows older than `evidence.KEPT_DAYS`, or later than the day in question, are ignored. A merged area counts as the
    area that it was merged into.

    `done` has all work of the areas. `seen` has everybody with an account, so an area whose people have left is still known. It
    leaves out former people whom nobody claimed.
    """

    areas: Sequence[int]
    members: frozenset[int]
    done: Sequence[FinishedDays] = ()
    seen: Sequence[WorkedDays] = ()
    declared: Sequence[Declaration] = ()
    skipped: Sequence[Skipped] = ()
