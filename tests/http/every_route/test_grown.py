"""A page and a verb cost no more after a long past than after a short one: at most twice the steps of the database.

The two teams have the same days behind them and as many items that wait; on each day of the one much more happened. The pages are
asked for as a process that has kept nothing answers them, as it is after an event.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from queue_app.store.db.engine import Doors
from queue_app.store.queue.rebuild import sums_differ
from queue_app.usecases.transaction import utc_now
from tests.cast import make_cast
from tests.conftest import ENGINES, opened
from tests.growth.past import fill_past
from tests.growth.steps import FEW, stepped
from tests.growth.tour import Tour
from tests.http.site import Site
from tests.parts import WHOLE

pytestmark = pytest.mark.stress
SHORT, LONG = 2_000, 100_000 if WHOLE else 8_000
WAITING, TIMES = 200, 2
WALK = 4
"""A statement of SQLite that goes through all closed items takes more steps than this for each. It can hide behind what its page
costs anyway: seen at the stand-up, 13,000 and 503,000."""

Costs = Counter[str]


@pytest.fixture(params=ENGINES)
def costs(request: pytest.FixtureRequest, application: Flask, tmp_path: Path) -> tuple[Costs, Costs]:
    """{page or verb: steps} after the short past, and after the long one."""
    short, long = (_costs(request, application, tmp_path / str(closed), closed) for closed in (SHORT, LONG))
    return short, long


def _costs(request: pytest.FixtureRequest, application: Flask, folder: Path, closed: int) -> Costs:
    folder.mkdir()
    costs: Costs = Counter()
    for doors in opened(request):
        application.extensions["doors"] = doors
        costs = _toured(application, doors, closed)
    return costs


def _toured(application: Flask, doors: Doors, closed: int) -> Costs:
    cast = make_cast(doors)
    cast.now = utc_now()
    tour = Tour(Site(application, cast), fill_past(cast, closed, WAITING))
    costs: Costs = Counter()

    @contextmanager
    def gauge(name: str) -> Iterator[None]:
        with stepped(doors) as steps:
            yield
        costs[name] = steps.count
        costs.update({f"{name}: {statement}": count for statement, count in steps.by_statement.items()})

    tour.begin()
    tour.pages(gauge)
    tour.verbs(gauge)
    with doors.reading() as conn:
        assert sums_differ(conn, cast.team) == []
    return costs


def test_a_long_past_costs_no_page_and_no_verb_more_than_twice(  # R3
    request: pytest.FixtureRequest, costs: tuple[Costs, Costs]
) -> None:
    short, long = costs
    few = FEW[request.node.callspec.params["costs"]]
    assert len(short) > 50, "the gate looks at nothing"
    pages, statements = ({name: n for name, n in long.items() if (": " in name) == of} for of in (False, True))
    assert {name: (short[name], n) for name, n in pages.items() if n > max(few, TIMES * short[name])} == {}
    assert {name: (short[name], n) for name, n in statements.items() if n > max(WALK * LONG, TIMES * short[name])} == {}
