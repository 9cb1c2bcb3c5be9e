"""Cover states: how many people can take an item of an area. They never say who does how much.

A `Standing` has the people and stays inside the rules. Pages get states, counts and items, with two exceptions:
the at most two people that a pull suggests, and the name of the only person who can take an area (`only_one`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from queue_app.domain.errors import N_


class CoverState(StrEnum):
    """How an area is covered."""

    UNKNOWN = "unknown"
    NONE = "none"
    SINGLE = "single"
    THIN = "thin"
    LEANING = "leaning"
    COVERED = "covered"


FEWEST_FIRST = (*tuple(CoverState)[1:], CoverState.UNKNOWN)
"""The order of the states on the page: fewest people first, *not known yet* last."""

COVER_LABELS: Mapping[CoverState, str] = {
    CoverState.UNKNOWN: N_("not known yet"),
    CoverState.NONE: N_("nobody"),
    CoverState.SINGLE: N_("one person"),
    CoverState.THIN: N_("two people"),
    CoverState.LEANING: N_("mostly one person"),
    CoverState.COVERED: N_("three or more"),
}
"""The label of each state."""

CoverStyle = Literal["hidden", "words", "dots"]
_FIRST_WITH_DOTS = 4


def cover_style(team: int) -> CoverStyle:
    """How a team of this size sees cover: one person not at all, two or three as words, more with dots."""
    if team < 2:
        return "hidden"
    return "words" if team < _FIRST_WITH_DOTS else "dots"


@dataclass(frozen=True, slots=True)
class Standing:
    """The people of the team who can take an area. Only for the rules, never for a page.

    `able`: the people who cover it. `declared`: those who recently said that they can take or teach it. `learners`: those who
    want to learn it. `hollow`: how many of `able` have no evidence. `heals_after`: see `evidence`. An area that is not `known`
    will be after `known_after` more items. `by_strangers`: people without an account finished all its items. `paces`: items a
    day without the 0, 1 or 2 people of `able` who did most. This is a fact about the area, not about a person.
    """

    team: int
    able: frozenset[int] = frozenset()
    declared: frozenset[int] = frozenset()
    learners: frozenset[int] = frozenset()
    hollow: int = 0
    known: bool = True
    leaning: bool = False
    heals_after: int | None = None
    known_after: int | None = None
    by_strangers: bool = False
    paces: tuple[float, ...] = (0.0, 0.0, 0.0)

    @property
    def people(self) -> int:
        """The number of people who cover it: c."""
        return len(self.able)

    @property
    def state(self) -> CoverState:
        """The state of the area."""
        if not self.known:
            return CoverState.UNKNOWN
        few = (CoverState.NONE, CoverState.SINGLE, CoverState.THIN)
        if self.people < len(few):
            return few[self.people]
        return CoverState.LEANING if self.leaning else CoverState.COVERED


Standings = Mapping[int, Standing]
"""{area: its standing}, by id; empty for a team of one."""


def only_one(standing: Standing) -> int | None:
    """The only person (id) who can take a *single* area. Only members of the team may see the name."""
    return next(iter(standing.able)) if standing.state is CoverState.SINGLE else None


def weakest(areas: Iterable[int], standings: Standings) -> int | None:
    """The area that decides an item's cover: the known area that the fewest people can take, the first one if several.

    None if no area of the item is known.
    """
    known = (area for area in areas if area in standings and standings[area].known)
    return min(known, key=lambda area: standings[area].people, default=None)


def item_cover(areas: Iterable[int], standings: Standings) -> CoverState | None:
    """The state of an item: that of its weakest area; None for an item without areas."""
    listed = [area for area in areas if area in standings]
    area = weakest(listed, standings)
    if area is None:
        return CoverState.UNKNOWN if listed else None
    return standings[area].state


def states(standings: Standings) -> dict[int, CoverState]:
    """{area: state}, without people: what is stored for each day."""
    return {area: standing.state for area, standing in standings.items()}


HELD = 2
"""An area counts as healed after this many better days in a row: one day of joint work may cover it for that day only."""

_SILO, _SHARED = {CoverState.NONE, CoverState.SINGLE}, {CoverState.THIN, CoverState.LEANING, CoverState.COVERED}


def healed(days: Sequence[Mapping[int, CoverState]]) -> tuple[int, ...]:
    """The areas that healed on the last of `days` (stored states, oldest first): from at most one person to two or more.

    An area is reported on one day only: the second better day.
    """
    last = days[-HELD - 1 :]
    if len(last) <= HELD:
        return ()
    before, *since = last
    return tuple(
        sorted(area for area, was in before.items() if was in _SILO and all(day.get(area) in _SHARED for day in since))
    )
