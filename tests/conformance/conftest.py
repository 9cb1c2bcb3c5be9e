"""A black-box suite for the promises of the API: only over HTTP, with the client that follows links.

It runs against any server: TOPMOST_URL, TOPMOST_MANAGER (a token of scope manage) and TOPMOST_MEMBER (of another person of the
same team, scope work). It empties the queue of that team. Without these settings it starts its own server once.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.usecases.sign_in import tokens
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.shipped.client import LinkClient
from tests.cast import make_cast
from tests.conformance.board import Board
from tests.http.agents.served import served

LIMIT = 2


@pytest.fixture(scope="session")
def clients(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[tuple[LinkClient, LinkClient]]:
    """The clients of a manager and of a member."""
    address = os.environ.get("TOPMOST_URL")
    if address:
        yield tuple(LinkClient(address, os.environ[name]) for name in ("TOPMOST_MANAGER", "TOPMOST_MEMBER"))
        return
    file = tmp_path_factory.mktemp("conformance") / "topmost.sqlite3"
    shutil.copyfile(request.getfixturevalue("_sqlite").template, file)
    yield from own_server(file)


def own_server(file: Path) -> Iterator[tuple[LinkClient, LinkClient]]:
    """Clients of a server that is started for this suite."""
    app = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": f"sqlite:///{file}", "TOPMOST_DATA": str(file.parent)}))
    cast = make_cast(app.extensions["doors"])
    about = {"team": cast.team, "name": "conformance", "days": 1, "now": utc_now()}
    keys = [
        in_transaction(cast.doors, tokens.make, person=person, scope=scope, **about)
        for person, scope in ((cast.bob, "manage"), (cast.alice, "work"))
    ]
    with served(app) as address:
        yield tuple(LinkClient(address, key) for key in keys)
    cast.doors.engine.dispose()


@pytest.fixture(scope="session")
def of_the_run(clients) -> Board:
    return Board(*clients)


@pytest.fixture
def board(of_the_run: Board) -> Board:
    """The team with an empty queue and a WIP limit of 2."""
    of_the_run.empty()
    of_the_run.set_limit(LIMIT)
    return of_the_run
