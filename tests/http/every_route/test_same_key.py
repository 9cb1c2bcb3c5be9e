"""R1: overlapping requests with the same key. Both wait for the lock, and both get the answer of the first one."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from queue_app.api.hal import endpoint
from queue_app.store.db.engine import Doors, open_engine
from queue_app.usecases.actions import ACTIONS
from tests.conftest import ENGINES
from tests.http.furnished import Furnished, SqliteFurnished
from tests.http.matrix import Matrix

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
VERBS = sorted(endpoint(action) for action in ACTIONS.values())


@pytest.fixture(scope="session", params=ENGINES)
def furnished(request, application, tmp_path_factory) -> Iterator[Furnished]:
    if request.param == "postgres":
        database = request.getfixturevalue("_postgres")
        database.empty()
        made = Furnished(application, lambda: Doors(database.engine))
    else:
        template = tmp_path_factory.mktemp("same-key") / "template.sqlite3"
        shutil.copyfile(request.getfixturevalue("_sqlite").template, template)
        made = SqliteFurnished(application, template)
    yield made
    made.close()


@contextmanager
def held(doors: Doors) -> Iterator[Doors]:
    """Another process holds the lock of every team, until two wait for it."""
    engine = open_engine(doors.engine.url.render_as_string(hide_password=False), pool_size=2)
    other = Doors(engine)
    with other.writing() as conn, conn.begin() as never:
        conn.execute(text("UPDATE team_clock SET revision = revision"))
        yield other
        until = time.monotonic() + (0.15 if doors.is_sqlite else 5)
        while time.monotonic() < until and (doors.is_sqlite or waiting(other) < 2):
            time.sleep(0.01)
        never.rollback()
    engine.dispose()


def waiting(doors: Doors) -> int:
    with doors.reading() as conn:
        return conn.execute(WAITING).scalar_one()


@pytest.mark.parametrize("verb", VERBS)
def test_requests_that_overlap_with_one_key_get_one_answer(furnished, verb):  # R1
    matrix = Matrix(furnished, "POST", verb)
    site, _ = matrix.fresh()
    cell = matrix.allowed()[-1]
    before = site.revision(cell.team)

    def press(browser):
        browser.client.environ_base["HTTP_IDEMPOTENCY_KEY"] = "pressed-twice"
        answer = matrix.ask(cell, browser)
        return answer.status_code, answer.get_json()

    with ThreadPoolExecutor() as threads:
        with held(site.cast.doors):
            pressed = [threads.submit(press, furnished.browser(cell.who)) for _ in range(2)]
        first, second = [each.result() for each in pressed]
    assert first == second
    assert first[0] == 201
    assert first[1]["seq"] == site.revision(cell.team) > before
