"""A database on its way through the revisions, and one revision more than the project has."""

import shutil
from collections.abc import Callable

import pytest

from queue_app.store.db import migrate, version
from tests.migrations import databases

SCRATCH = """
import sqlalchemy as sa
from alembic import op

from queue_app.store.db.migrate import triggers_away

revision = "2099_01_01_scratch"
down_revision = "{head}"


def upgrade():
    with triggers_away(op.get_bind()), op.batch_alter_table("item", recreate="auto") as item:
        item.add_column(sa.Column("mood", sa.String(20), nullable=False, server_default="calm"))
        item.alter_column("title", type_=sa.Text(), existing_type=sa.String(200))
        item.create_check_constraint("mood", "mood <> ''")
"""


@pytest.fixture
def blank_url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture
def revisions(tmp_path):
    """The project's migrations and one more, which recreates the table that everything refers to."""
    shutil.copytree(version.MIGRATIONS, tmp_path / "migrations")
    scratch = tmp_path / "migrations" / "versions" / "2099_01_01_scratch.py"
    scratch.write_text(SCRATCH.format(head=version.head()))
    return tmp_path / "migrations"


@pytest.fixture
def at_work(blank_url):
    """A database of today with the work of a team in it."""
    migrate.upgrade(blank_url)
    databases.fill(blank_url, version.head())
    return blank_url
