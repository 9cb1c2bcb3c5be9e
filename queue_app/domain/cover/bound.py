"""The bound of what absences may tell, however they are asked about: thought of, or entered.

Whose absence leaves an area with nobody, or with one, tells who can take it. So:

- At most two people are away at once, and three or more stay. Otherwise the absences of a day tell nothing about areas.
- An area that three or more can take is never told of. Two absences leave somebody there.

Then every answer follows from who can take the areas that one or two can take, and from nothing else about people: not from
who is one of three or more, and not from how much anybody did. Many questions together tell no more than that.
"""

from collections.abc import Collection, Iterable
from datetime import date

from queue_app.domain.cover.absences import Absence, away
from queue_app.domain.errors import N_, InputError

MOST_AWAY = 2
FEWEST_THERE = 3


def may_tell(away: int, team: int) -> bool:
    """Whether so many absences in a team of so many may tell anything about areas."""
    return away <= MOST_AWAY and team - away >= FEWEST_THERE


def most_asked(team: int) -> int:
    """How many people of the team a member may think of as away."""
    return max(0, min(MOST_AWAY, team - FEWEST_THERE))


def check_asked(people: Collection[int], team: int) -> None:
    """Raises InputError for more people than may be asked about."""
    if people and not most_asked(team):
        raise InputError(
            "people", N_("In a team of three or fewer, nobody can be chosen here. It would tell who can do what.")
        )
    if len(people) > most_asked(team):
        raise InputError("people", N_("Choose at most {most}, so that three or more stay."), most=most_asked(team))


def told_away(absences: Iterable[Absence], day: date, team: int) -> frozenset[int]:
    """The people (ids) who are away on the day; nobody where that may tell nothing."""
    gone = away(absences, day)
    return gone if may_tell(len(gone), team) else frozenset()


def nobody_there(people: Collection[int], absences: Iterable[Absence], day: date, team: int) -> bool:
    """Whether `people` is not empty and all of them are away on the day, as far as that may be told."""
    return bool(people) and told_away(absences, day, team).issuperset(people)
