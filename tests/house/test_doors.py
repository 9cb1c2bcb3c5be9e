"""The two doors: a read sees one snapshot and cannot write; a write happens completely or not at all."""

import stat
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from queue_app.store.db import version
from queue_app.store.db.engine import Doors, open_engine

FAILURE = text(
    "INSERT INTO throttle (kind, hash, failures, since, until)"
    " VALUES ('account', 'h', 1, '2026-11-22 08:00:00.000000', '2026-11-22 09:00:00.000000')"
)
COUNT = text("SELECT count(*) FROM throttle")


def write(doors):
    with doors.writing() as connection, connection.begin():
        connection.execute(FAILURE)


def count(doors):
    with doors.reading() as connection:
        return connection.scalar(COUNT)


def test_the_database_of_a_test_is_empty_and_at_the_newest_revision(doors):
    assert count(doors) == 0
    with doors.reading() as connection:
        assert version.schema(connection) is version.Schema.CURRENT
    write(doors)  # ... which the next test must not see.


@pytest.mark.parametrize("again", range(2))
def test_no_test_sees_what_another_wrote(doors, again):
    assert count(doors) == 0
    write(doors)
    assert count(doors) == 1


def test_a_write_that_nobody_commits_is_not_there(doors):
    with doors.writing() as connection:
        connection.execute(FAILURE)
    assert count(doors) == 0


def test_a_snapshot_does_not_move_while_it_is_read(doors):
    with doors.reading() as connection:
        before = connection.scalar(COUNT)
        write(doors)
        assert connection.scalar(COUNT) == before == 0
    assert count(doors) == 1


def test_what_is_written_while_reading_is_not_kept(doors):
    refused = nullcontext() if doors.is_sqlite else pytest.raises(DBAPIError, match="read-only")
    with refused, doors.reading() as connection:
        connection.execute(FAILURE)
    assert count(doors) == 0


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_only_the_owner_reads_the_database(doors, database_url):  # X14
    file = Path(doors.engine.url.database)
    file.chmod(0o644)
    engine = open_engine(database_url)
    with Doors(engine).reading() as conn:
        conn.execute(text("SELECT 1"))
        assert {stat.S_IMODE(one.stat().st_mode) for one in file.parent.glob(f"{file.name}*")} == {0o600}
    engine.dispose()
