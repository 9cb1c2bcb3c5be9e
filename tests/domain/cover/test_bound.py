"""At most two people can be asked about, and three must stay. Also: what all questions together reveal about a team."""

from itertools import combinations

import pytest

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.away import Queue, chosen, gap
from queue_app.domain.cover.away_days import Period
from queue_app.domain.cover.bound import check_asked, may_tell, most_asked
from queue_app.domain.cover.demand import Waiting
from queue_app.domain.cover.evidence import standings
from queue_app.domain.errors import InputError
from tests.domain.cover.cover_team import TODAY, ago, facts, finished

TEAM = (1, 2, 3, 4, 5, 6)
AREAS = (10, 11, 12, 13)
PERIODS = (Period(TODAY, ago(-6)), Period(TODAY, ago(-20)), Period(TODAY))
QUEUE = Queue([Waiting(n, (area,)) for n, area in enumerate(AREAS)])


@pytest.mark.parametrize(("team", "most"), [(2, 0), (3, 0), (4, 1), (5, 2), (6, 2), (40, 2)])
def test_two_may_be_asked_about_and_three_stay(team, most) -> None:
    assert most_asked(team) == most
    assert [may_tell(away, team) for away in range(4)] == [away <= most and team >= 3 for away in range(4)]
    check_asked(range(most), team)
    with pytest.raises(InputError):
        check_asked(range(most + 1), team)


def answers(*happened):
    """Every question that the bound allows: all people, each period, chosen on the page or entered as absences, also in turns."""
    found = standings(facts(*happened, team=TEAM, areas=AREAS), TODAY)
    groups = [group for size in range(7) for group in combinations(TEAM, size)]
    asked = [gap(found, QUEUE, chosen(group, period), period) for group in groups for period in PERIODS]
    entered = [
        gap(found, QUEUE, [Absence(p, ago(-n), ago(-n - 2)) for n, p in enumerate(group)], period)
        for group in groups
        for period in PERIODS[:2]
    ]
    return asked + entered


def worked(area, *people, items=5):
    return [row for person in people for row in finished(person, items=items, area=area)]


def test_nothing_tells_who_is_one_of_three_or_more() -> None:
    one = answers(worked(10, 1), worked(11, 1, 2), worked(12, 1, 2, 3), worked(13, 1, 2, 3, 4))
    two = answers(worked(10, 1), worked(11, 1, 2), worked(12, 4, 5, 6), worked(13, 6, 5, 2, 3))
    assert one == two


def test_nothing_tells_which_of_two_did_more() -> None:
    one = answers(worked(11, 1, items=30), worked(11, 2, items=2), worked(10, 3))
    two = answers(worked(11, 2, items=30), worked(11, 1, items=2), worked(10, 3))
    assert one == two


def test_nothing_tells_who_did_a_little_of_what_they_cannot_take() -> None:
    a_little = {person: finished(person, items=2, days=200, area=10) for person in (2, 3)}
    assert answers(worked(10, 1), a_little[2]) == answers(worked(10, 1), a_little[3])


def test_it_does_tell_who_can_take_what_one_or_two_can_take() -> None:
    """This is the purpose of the page, so the privacy exceptions list it."""
    assert answers(worked(10, 1)) != answers(worked(10, 2))
    assert answers(worked(11, 1, 2)) != answers(worked(11, 1, 3))
