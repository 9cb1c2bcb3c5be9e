"""The whole application on the database of a test, and browsers that are signed in as people of the cast."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.service.process.kept.caches import start_caches
from queue_app.store.db.engine import Doors
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import ask, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top, skip
from tests.cast import Cast
from tests.conftest import PAGES_ON, opened
from tests.http.reading import Person
from tests.http.site import Site


@pytest.fixture(scope="session")
def application(tmp_path_factory) -> Flask:
    """The application. It is made once per worker; each test gives it the doors of its own database."""
    folder = tmp_path_factory.mktemp("application")
    own = {"DATABASE_URL": f"sqlite:///{folder / 'nobody.sqlite3'}", "TOPMOST_DATA": str(folder)}
    return create_app(ENVIRONMENTS["testing"](own | {"TOPMOST_OPERATORS": "bob@example.org"}))


@pytest.fixture(params=PAGES_ON)
def doors(request: pytest.FixtureRequest) -> Iterator[Doors]:
    """The doors, on SQLite. Tests about the engine set `pytestmark = BOTH_ENGINES`. test_access.py tests every route on both."""
    yield from opened(request)


@pytest.fixture
def app(application: Flask, doors: Doors) -> Flask:
    application.extensions["doors"] = doors
    start_caches(application)  # The caches hold data of another test's database.
    return application


@pytest.fixture
def site(app: Flask, cast: Cast) -> Iterator[Site]:
    made = Site(app, cast)
    yield made
    made.close()


@pytest.fixture
def alice(site: Site) -> Person:
    return Person(site.browser(site.cast.alice))


@pytest.fixture
def bob(site: Site) -> Person:
    return Person(site.browser(site.cast.bob))


@pytest.fixture
def carol(site: Site) -> Person:
    return Person(site.browser(site.cast.carol))


@pytest.fixture
def day_of_the_cast(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the pages, set to the day of the cast."""
    monkeypatch.setattr("queue_app.service.http.viewing.utc_now", lambda: cast.now)


@pytest.fixture
def queue(cast: Cast) -> str:
    """The address of the queue."""
    return f"/teams/{cast.team}"


@pytest.fixture
def standup(queue: str) -> str:
    """The address of the stand-up."""
    return f"{queue}/standup"


@pytest.fixture
def cover(queue: str) -> str:
    """The address of the cover page."""
    return f"{queue}/cover"


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Search and Refunds run; Search is blocked with nobody on it. Bob skipped Tax. Logo is finished."""
    cast.add("Logo", "Search", "Refunds", "Tax", "Photos")
    cast.do(pull_top, by=cast.alice)
    cast.now += timedelta(days=1)
    cast.do(finish, by=cast.alice, item=1)
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.bob)
    cast.do(leave, by=cast.alice, item=2)
    cast.do(block, by=cast.alice, item=2, sentence="waits for the bank")
    cast.do(skip, by=cast.bob, item=4, kind="area")
    cast.do(ask, by=cast.bob, item=5, words="somebody who draws")
    cast.do(set_limit, by=cast.bob, limit=4, reason="a fourth person came")
    return cast


@pytest.fixture
def item(queue: str) -> str:
    """The address of the first item."""
    return f"{queue}/items/1"


@pytest.fixture
def runs(cast: Cast) -> None:
    """Search runs with Alice on it; Refunds and Tax wait."""
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
