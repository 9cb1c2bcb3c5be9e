"""SQLite cannot alter a table, so a migration recreates it. That loses nothing, even if the process is killed in the middle."""

import signal

import pytest

from tests.migrations import databases, upgrades
from tests.migrations.test_upgrade import look


def counts(url):
    """The row count of each table, except tables that an upgrade itself writes."""
    return {table: rows for table, rows in databases.counts(url).items() if table != "older_writer"}


def test_checks_keys_partial_indexes_and_rows_survive(at_work, revisions):
    rows, (_, before) = counts(at_work), look(at_work)
    assert upgrades.upgrade(at_work, revisions) == 0
    _, after = look(at_work)
    lost = {line for line in before - after if "title" not in line}
    assert lost == set()
    assert any("ck_item_mood" in line for line in after - before)
    assert counts(at_work) == rows


@pytest.mark.parametrize("statement", ["DROP TABLE item|ALTER TABLE item ADD CONSTRAINT", "UPDATE alembic_version"])
def test_killed_in_the_middle_it_leaves_the_old_table_and_runs_again(statement, at_work, revisions):
    rows, before = counts(at_work), look(at_work)
    assert upgrades.upgrade(at_work, revisions, killed_before=statement) == -signal.SIGKILL
    assert (counts(at_work), look(at_work)) == (rows, before)
    assert upgrades.upgrade(at_work, revisions) == 0
    assert counts(at_work) == rows
