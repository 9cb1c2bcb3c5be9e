"""Upgrades from every revision with the work of a team, downgrades, killed upgrades, repeated ones, and two at once."""

import signal
import sqlite3
import time
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text

from queue_app.store.db import migrate, version
from tests.migrations import upgrades
from tests.migrations.conftest import SCRIPTS
from tests.migrations.databases import counts, fill, look, looking_at
from tests.parts import WHOLE

REVISIONS = [script.revision for script in SCRIPTS]
CLIMBED = REVISIONS if WHOLE else [*REVISIONS[:-3:3], *REVISIONS[-3:]]
"""From where all later upgrades are made. Each single one is made with a team's work by the test that takes it back."""
WAITING_FOR_US = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def test_there_is_one_newest_revision():
    assert ScriptDirectory.from_config(version.alembic_settings()).get_heads() == [version.head()]


@pytest.mark.parametrize("script", SCRIPTS, ids=REVISIONS)
def test_a_revision_is_named_by_its_date_and_its_sentence(script):
    assert Path(script.path).stem == script.revision
    assert script.revision[:10].replace("_", "").isdecimal()
    assert len(script.revision) <= 32, "alembic_version holds no more on PostgreSQL"


@pytest.mark.stress
@pytest.mark.parametrize("revision", CLIMBED)
def test_a_team_keeps_its_work_through_every_later_upgrade(revision, database_at):
    url = database_at(revision)
    before = fill(url, revision)
    assert 0 not in before.values(), "every table has a row"
    before.pop("older_writer", None)  # An additive upgrade records there which older code may go on writing.
    migrate.upgrade(url)
    after = counts(url)
    before.pop("older_writer", None)  # The upgrade itself writes it.
    assert {table: after.get(table) for table in before} == before
    assert look(url)[0] == version.head()


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_can_be_taken_back_and_made_again(revision, database_at, look_of):
    below = next(script.down_revision for script in SCRIPTS if script.revision == revision)
    there_and_back = database_at(revision)
    fill(there_and_back, revision)
    migrate.downgrade(there_and_back, below or "base")
    assert look(there_and_back) == (look_of(below) if below else (None, set()))
    migrate.upgrade(there_and_back, revision)
    assert look(there_and_back) == look_of(revision)


@pytest.mark.parametrize("statement", ["CREATE TABLE item ", "INSERT INTO alembic_version"])
def test_a_killed_first_start_leaves_nothing_and_the_next_one_works(statement, blank_url):
    assert upgrades.upgrade(blank_url, killed_before=statement) == -signal.SIGKILL
    assert look(blank_url) == (None, set())
    migrate.upgrade(blank_url)
    assert look(blank_url)[0] == version.head()


def test_two_servers_that_start_together_migrate_once(blank_url):
    assert upgrades.upgrade_together([blank_url] * 2) == [0, 0]
    assert look(blank_url)[0] == version.head()


def test_an_upgrade_waits_until_another_is_done(blank_url):
    with migrate.migrating(blank_url) as ours:
        theirs = upgrades.start(blank_url)
        theirs.stdout.readline()
        theirs.stdin.close()
        if ours.dialect.name == "sqlite":
            assert is_locked(blank_url)
        else:
            wait_until(lambda: ours.exec_driver_sql(WAITING_FOR_US).scalar())
    assert upgrades.finish(theirs) == 0


def is_locked(sqlite_url):
    """Whether another connection is refused a write at once."""
    other = sqlite3.connect(make_url(sqlite_url).database, timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    finally:
        other.close()
    return False


def wait_until(happened, seconds=30):
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.05)


def test_an_upgrade_that_has_nothing_to_do_changes_nothing(doors, database_url):
    before = look(database_url)
    migrate.upgrade(database_url)
    assert look(database_url) == before


def test_a_database_of_a_newer_version_is_refused_and_left_alone(blank_url):
    migrate.upgrade(blank_url)
    with looking_at(blank_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '2099_01_01_from_the_future'"))
    with pytest.raises(migrate.DatabaseNewer, match="2099_01_01_from_the_future"):
        migrate.upgrade(blank_url)
    with looking_at(blank_url) as connection:
        assert version.schema(connection) is version.Schema.NEWER


def test_a_blank_database_is_older(blank_url):
    with looking_at(blank_url) as connection:
        assert version.schema(connection) is version.Schema.OLDER


def test_no_time_limit_ends_a_long_upgrade(blank_url):
    with migrate.migrating(blank_url) as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 60_000
        else:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "0"
