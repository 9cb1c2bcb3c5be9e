"""A team with a silo, for the screens of cover, and one that finished an item a day, for those of the forecast."""

from collections.abc import Iterator

import pytest

from queue_app.domain.queue.order import Target
from queue_app.store.db.engine import Doors
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team.members import remove
from tests import given
from tests.cast import REASON, Cast, make_cast
from tests.conftest import Casts, played
from tests.store.rows import area, history


@pytest.fixture
def silo(doors: Doors, casts: Casts) -> Iterator[Cast]:
    """The team with a silo."""
    yield from played(doors, casts, make_silo)


def make_silo(doors: Doors) -> Cast:
    """Alice alone can take Payments; Search is not known yet; Fred, who left, did Tax. Dora is a third member, Emil a fourth."""
    cast = make_cast(doors)
    given.member(cast, "Dora")
    given.member(cast, "Emil")
    fred = given.member(cast, "Fred")
    for number in given.running(cast, "One", "Two", "Three", by=cast.alice):
        cast.do(finish, by=cast.alice, item=number)
    cast.add("Refunds", "Find it", "City tax", "Refund again")
    payments = area(cast, "Payments", 4, 7)
    area(cast, "Search", 5)
    tax = area(cast, "Tax", 6)
    for area_id, along in ((payments, [cast.alice]), (tax, [fred])) * 5:
        numbers = cast.add("Done")
        cast.do(move, items=numbers, target=Target(end="top"), reason=REASON)
        cast.do(pull_top, by=cast.alice, expect=numbers[0])
        cast.do(finish, by=cast.alice, item=numbers[0], areas=[area_id], worked_along=along)
    cast.do(remove, by=cast.bob, person=fred)
    return cast


@pytest.fixture
def team(cast: Cast) -> Cast:
    """Sixty days of an item a day; ten items wait and one runs."""
    history(cast)
    cast.add(*(f"Item {n}" for n in range(1, 12)))
    cast.do(pull_top, by=cast.alice)
    return cast
