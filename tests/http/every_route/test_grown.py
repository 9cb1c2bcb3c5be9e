"""Pages and verbs cost no more after a long past than after a short one: at most twice the database steps.

Both teams have a past of the same days and the same number of waiting items, but one team did much more on each day. In a third
team very many items wait. The pages are requested with empty caches, as after an event.
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
MANY, LOOK = 10_000 if WHOLE else 2_000, 6
"""The number of waiting items in the third team. A statement that reads each of them takes more steps than this per item. Some
that take fewer stop at a limit, such as the first 1,000 of the API."""
WALK = 4
"""A statement of SQLite that goes through all closed items takes more steps than this for each. It can hide behind what its page
costs anyway: seen at the stand-up, 13,000 and 503,000."""

READS_ALL = {
    "queue, two words": "a search looks at each waiting item, and counts its matches",
    "queue, a rare word": "the same",
    "queue, an old number": "the same",
    "queue, no such word": "the same",
    "queue, an area": "a filter counts its matches",
    "flow": "it tells when all of them are finished, as far as the forecast reaches",
    "flow, four weeks": "the same",
    "flow, all": "the same",
    "team, work": "it counts the open items of each area",
    "cover": "it looks at the first 1,000 items",
    "forecast, how many": "it tells the item down to which the work is finished",
}
"""{page that needs all or very many waiting items: why}."""

Costs = Counter[str]


@pytest.fixture(params=ENGINES)
def costs(request: pytest.FixtureRequest, application: Flask, tmp_path: Path) -> tuple[Costs, Costs, Costs]:
    """{page or verb: steps} after the short past, after the long one, and in a long order after the short past."""
    short, long, many = (
        _costs(request, application, tmp_path / f"{closed}-{waiting}", closed, waiting)
        for closed, waiting in ((SHORT, WAITING), (LONG, WAITING), (SHORT, MANY))
    )
    return short, long, many


def _costs(request: pytest.FixtureRequest, application: Flask, folder: Path, closed: int, waiting: int) -> Costs:
    folder.mkdir()
    costs: Costs = Counter()
    for doors in opened(request):
        application.extensions["doors"] = doors
        costs = _toured(application, doors, closed, waiting)
    return costs


def _toured(application: Flask, doors: Doors, closed: int, waiting: int) -> Costs:
    cast = make_cast(doors)
    cast.now = utc_now()
    tour = Tour(Site(application, cast), fill_past(cast, closed, waiting))
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


def test_a_long_past_or_order_costs_no_page_and_no_verb_more_than_twice(  # R3
    request: pytest.FixtureRequest, costs: tuple[Costs, Costs, Costs]
) -> None:
    short, long, many = costs
    few = FEW[request.node.callspec.params["costs"]]
    assert len(short) > 50, "the gate looks at nothing"
    assert _more(short, long, few, WALK * LONG) == {}
    more = _more(short, many, few, LOOK * MANY)
    assert {name: counts for name, counts in more.items() if name.partition(": ")[0] not in READS_ALL} == {}


def _more(short: Costs, long: Costs, few: int, walk: int) -> dict[str, tuple[int, int]]:
    """The pages, verbs and statements that take more than twice the steps."""
    least = {name: walk if ": " in name else few for name in long}
    return {name: (short[name], n) for name, n in long.items() if n > max(least[name], TIMES * short[name])}
