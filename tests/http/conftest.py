"""The whole application on the database of a test, and browsers that are signed in as one of the cast."""

import pytest
from flask import Flask

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.store.engine import Doors
from tests.cast import Cast
from tests.http.reading import Person
from tests.http.site import Site


@pytest.fixture(scope="session")
def application(tmp_path_factory) -> Flask:
    """Made once a worker; each test gives it the doors of its own database."""
    folder = tmp_path_factory.mktemp("application")
    return create_app(
        ENVIRONMENTS["testing"]({"DATABASE_URL": f"sqlite:///{folder / 'nobody.sqlite3'}", "TOPMOST_DATA": str(folder)})
    )


@pytest.fixture
def app(application: Flask, doors: Doors) -> Flask:
    application.extensions["doors"] = doors
    return application


@pytest.fixture
def site(app: Flask, cast: Cast) -> Site:
    return Site(app, cast)


@pytest.fixture
def alice(site: Site) -> Person:
    return Person(site.browser(site.cast.alice))


@pytest.fixture
def bob(site: Site) -> Person:
    return Person(site.browser(site.cast.bob))


@pytest.fixture
def queue(cast: Cast) -> str:
    """The address of the queue."""
    return f"/teams/{cast.team}"
