"""What the rule of cover is told of a team: finished work, who worked along, what people say of themselves, what they skip.

An area, or a person of an area, may have several rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Done:
    """The days on which items of the area were finished, whoever worked on them: one for each item, in any order."""

    area: int
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class Seen:
    """The person worked along on items of the area that were finished on these days: one for each item, in any order."""

    area: int
    person: int
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What somebody said of oneself."""

    area: int
    person: int
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Skipped:
    """ "I do not know this area", said at a pull; of an item with several areas each of them."""

    area: int
    person: int
    day: date


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """What is known of a team: ids of its active `areas` and of the `members` who can pull (neither observers nor former
    people), and what happened. Rows of others, older than 720 days or after the day asked for count for nothing, but in
    `done`, which is the whole work of the area. An area that was merged stands under the one it became."""

    areas: Sequence[int]
    members: frozenset[int]
    done: Sequence[Done] = ()
    seen: Sequence[Seen] = ()
    declared: Sequence[Declaration] = ()
    skipped: Sequence[Skipped] = ()
