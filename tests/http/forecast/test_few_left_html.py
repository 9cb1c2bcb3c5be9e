"""Beside the dates of the queue stands that half of the team is away on some of the days, for who may see absences."""

from datetime import timedelta

import pytest

from queue_app.usecases.cover.absences import add_absence
from queue_app.web.html.dates import day_words
from tests.store.rows import history

DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.mark.parametrize(("days", "to"), [(3, " to {}"), (1, None)])
def test_the_queue_says_beside_its_dates_that_half_are_away(cast, alice, carol, queue, days, to):
    history(cast)
    cast.add("Search", "Export")
    first, last = cast.now.date() + DAY, cast.now.date() + days * DAY
    for person in (cast.alice, cast.bob):
        cast.do(add_absence, person=person, first=first, last=last)
    when = (
        f"from {day_words(first, first)}{to.format(day_words(last, first))}" if to else f"on {day_words(first, first)}"
    )
    assert f"2 of 2 people are away {when}. The forecast does not count this." in alice.look(queue).words
    assert "are away" not in carol.look(queue).words
