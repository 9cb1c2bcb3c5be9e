"""The bound on what absences may reveal about areas. It holds for absences that were entered and for hypothetical ones.

If a person's absence leaves an area with nobody or with one person, it reveals who can take the area. So:

- Absences reveal something only if at most two people are away at once and three or more stay.
- Nothing is revealed about an area that three or more can take: after two absences, somebody is still there.

Then every answer depends only on who can take the areas that one or two people can take. It does not depend on who is one of
three or more, or on how much anybody did. Many questions together reveal no more than that.
"""

from collections.abc import Collection, Iterable
from datetime import date

from queue_app.domain.cover.absences import Absence, away
from queue_app.domain.errors import N_, InputError

MOST_AWAY = 2
FEWEST_THERE = 3


def may_tell(away: int, team: int) -> bool:
    """Whether `away` absences in a team of `team` people may reveal anything about areas."""
    return away <= MOST_AWAY and team - away >= FEWEST_THERE


def most_asked(team: int) -> int:
    """How many people of the team a member may choose as away, to see what would happen."""
    return max(0, min(MOST_AWAY, team - FEWEST_THERE))


def check_asked(people: Collection[int], team: int) -> None:
    """Check the choice of people. Raises InputError if they are more than may be asked about."""
    if people and not most_asked(team):
        raise InputError(
            "people", N_("In a team of three or fewer, nobody can be chosen here. It would tell who can do what.")
        )
    if len(people) > most_asked(team):
        raise InputError("people", N_("Choose at most {most}, so that three or more stay."), most=most_asked(team))


def told_away(absences: Iterable[Absence], day: date, team: int) -> frozenset[int]:
    """The people (ids) who are away on the day; nobody if that may not be revealed."""
    gone = away(absences, day)
    return gone if may_tell(len(gone), team) else frozenset()


def nobody_there(people: Collection[int], absences: Iterable[Absence], day: date, team: int) -> bool:
    """Whether `people` is not empty and all of them are away on the day, as far as that may be revealed."""
    return bool(people) and told_away(absences, day, team).issuperset(people)
