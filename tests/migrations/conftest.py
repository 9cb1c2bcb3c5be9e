"""A database on its way through the revisions, and one revision more than the project has."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from queue_app.store.db import migrate, version
from tests.conftest import new_one
from tests.databases import Run
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


SCRIPTS = list(ScriptDirectory.from_config(version.alembic_settings()).walk_revisions())[::-1]
"""The project's revisions, the oldest first."""


Look = tuple[str | None, set[str]]


class Stairs:
    """A database of each revision, migrated once: the way from nothing is the same for every test. Copies of it are changed."""

    def __init__(self, run: Run, worker: str, folder: Path) -> None:
        self._run, self._worker, self._folder = run, worker, folder
        self._made: dict[tuple[str, str], str] = {}
        self._looks: dict[str, Look] = {}

    def at(self, engine: str, revision: str) -> str:
        """The address of one at a revision, to be copied. Made of the nearest older one that there is."""
        if (engine, revision) not in self._made:
            n = [script.revision for script in SCRIPTS].index(revision)
            older = [self._made.get((engine, script.revision)) for script in SCRIPTS[:n]]
            below = next((url for url in reversed(older) if url), "")
            made = new_one(engine, self._run, f"{self._worker}_stair{n}", self._folder, below)
            migrate.upgrade(made, revision)
            self._made[engine, revision] = made
        return self._made[engine, revision]

    def look(self, engine: str, revision: str) -> Look:
        """What a database of the revision looks like, without any row."""
        url = self.at(engine, revision)
        if url not in self._looks:
            self._looks[url] = databases.look(url)
        return self._looks[url]


@pytest.fixture(scope="session")
def _stairs(run: Run, worker: str, tmp_path_factory: pytest.TempPathFactory) -> Stairs:
    """They go with the run."""
    return Stairs(run, worker, tmp_path_factory.mktemp("stairs"))


@pytest.fixture
def database_at(_stairs: Stairs, new_database: Callable[..., str], request) -> Callable[[str], str]:
    """Makes databases at a revision, without any row; each call gives the address of another."""
    engine = request.node.callspec.params["new_database"]
    return lambda revision: new_database(like=_stairs.at(engine, revision))


@pytest.fixture
def look_of(_stairs: Stairs, new_database: Callable[..., str], request) -> Callable[[str], Look]:
    """What a database at a revision looks like."""
    engine = request.node.callspec.params["new_database"]
    return lambda revision: _stairs.look(engine, revision)


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
