"""The disk under SQLite is full or read-only, the file is locked by another program, or a page is broken. Tests what people are
told, what still works, and that everything works again afterwards. With the real SQLite and the real pages.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.http.conftest import app, application, doors, site
from tests.usecases.test_faults import full_disk

__all__ = ["app", "application", "doors", "site"]

QUEUE = "/teams/{}"


@contextmanager
def read_only(doors) -> Iterator[None]:
    """As on a disk that is mounted read-only."""

    def closed(connection, _record):
        connection.execute("PRAGMA query_only = ON")

    doors.engine.dispose()
    event.listen(doors.engine, "connect", closed)
    try:
        yield
    finally:
        event.remove(doors.engine, "connect", closed)
        doors.engine.dispose()


@contextmanager
def held(doors) -> Iterator[None]:
    """Another program holds the write lock."""
    with closing(sqlite3.connect(doors.engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


@pytest.fixture
def impatient(site, monkeypatch):
    """Set the wait for locks to zero."""
    monkeypatch.setattr("queue_app.usecases.transaction.LOCK_WAIT_SECONDS", 0.0)

    def at_once(connection, _record):
        connection.execute("PRAGMA busy_timeout = 20")

    event.listen(site.cast.doors.engine, "connect", at_once)
    site.cast.doors.engine.dispose()
    yield
    event.remove(site.cast.doors.engine, "connect", at_once)


FAULTS = {
    "full": (full_disk, "Nobody knows whether this was written. Send it again"),
    "read only": (read_only, "The database takes no writes now. Nothing was written."),
    "held": (held, "The database does not answer. Try again in a few seconds."),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.usefixtures("impatient")
def test_a_write_is_refused_pages_are_shown_and_afterwards_it_is_done_once(site, fault):
    cast, (breaks, sentence) = site.cast, FAULTS[fault]
    cast.add("Earlier")
    headers = {"Authorization": f"Bearer {site.token(cast.bob, cast.team)}", "Idempotency-Key": "asked-again"}
    bob, program = site.browser(cast.bob), site.browser().client

    def add():
        return program.post(f"/api/teams/{cast.team}/add", json={"title": "Refunds"}, headers=headers)

    with breaks(cast.doors):
        answer = add()
        assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
        assert sentence in answer.json["detail"]
        page = bob.get(QUEUE.format(cast.team))
        assert (page.status_code, "Earlier" in page.text, "Refunds" in page.text) == (200, True, False)
        assert bob.get("/livez").status_code == 200
        assert bob.get("/readyz").status_code == (200 if fault == "full" else 503)
    assert bob.get("/readyz").status_code == 200
    assert [add().status_code for _ in range(2)] == [201, 201]
    assert cast.order() == ["Earlier", "Refunds"]


def test_a_broken_page_is_called_one_and_what_needs_it_not_goes_on(site):
    cast = site.cast
    cast.add("Earlier")
    with cast.doors.reading() as conn:
        page, size = conn.exec_driver_sql(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'item'"
        ).one()
    cast.doors.engine.dispose()  # When the last connection closes, SQLite writes the log into the file.
    file = Path(cast.doors.engine.url.database)
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)
    bob = site.browser(cast.bob)
    answer = bob.get(QUEUE.format(cast.team))
    assert answer.status_code == 503
    assert "The database is damaged." in answer.text
    assert bob.get("/account").status_code == 200
    cast.told = False
