"""SQLite cannot alter a table, so a migration recreates it. Nothing may be lost by that, and a kill in the middle neither."""

import shutil
import signal

import pytest

from queue_app.store import migrate
from tests.migrations import upgrades
from tests.migrations.test_upgrade import counts, fill, look

SCRATCH = """
import sqlalchemy as sa
from alembic import op

revision = "2099_01_01_scratch"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("item", recreate="auto") as item:
        item.add_column(sa.Column("mood", sa.String(20), nullable=False, server_default="calm"))
        item.alter_column("title", type_=sa.Text(), existing_type=sa.String(200))
        item.create_check_constraint("mood", "mood <> ''")
"""


@pytest.fixture
def settings(tmp_path):
    """The project's migrations and one more, which recreates the table that everything refers to."""
    shutil.copy(migrate.SETTINGS, tmp_path)
    shutil.copytree(upgrades.ROOT / "migrations", tmp_path / "migrations")
    scratch = tmp_path / "migrations" / "versions" / "2099_01_01_scratch.py"
    scratch.write_text(SCRATCH.format(head=migrate.head()))
    return tmp_path / "pyproject.toml"


@pytest.fixture
def at_work(blank_url):
    """A database of today with the work of a team in it."""
    migrate.upgrade(blank_url)
    fill(blank_url, migrate.head())
    return blank_url


def test_checks_keys_partial_indexes_and_rows_survive(at_work, settings):
    rows, (_, before) = counts(at_work), look(at_work)
    assert upgrades.upgrade(at_work, settings) == 0
    _, after = look(at_work)
    lost = {line for line in before - after if "title" not in line}
    assert lost == set()
    assert any("ck_item_mood" in line for line in after - before)
    assert counts(at_work) == rows


@pytest.mark.parametrize("statement", ["DROP TABLE item|ALTER TABLE item ADD CONSTRAINT", "UPDATE alembic_version"])
def test_killed_in_the_middle_it_leaves_the_old_table_and_runs_again(statement, at_work, settings):
    rows, before = counts(at_work), look(at_work)
    assert upgrades.upgrade(at_work, settings, killed_before=statement) == -signal.SIGKILL
    assert (counts(at_work), look(at_work)) == (rows, before)
    assert upgrades.upgrade(at_work, settings) == 0
    assert counts(at_work) == rows
