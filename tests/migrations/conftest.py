"""Databases at each revision, and one more revision than the project has."""

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
    """A template database of each revision, migrated once, because every test needs the same upgrades. Tests change copies."""

    def __init__(self, run: Run, worker: str, folder: Path) -> None:
        self._run, self._worker, self._folder = run, worker, folder
        self._made: dict[tuple[str, str], str] = {}
        self._looks: dict[str, Look] = {}

    def at(self, engine: str, revision: str) -> str:
        """The URL of a template at a revision. It is upgraded from the nearest older template."""
        if (engine, revision) not in self._made:
            n = [script.revision for script in SCRIPTS].index(revision)
            older = [self._made.get((engine, script.revision)) for script in SCRIPTS[:n]]
            below = next((url for url in reversed(older) if url), "")
            made = new_one(engine, self._run, f"{self._worker}_stair{n}", self._folder, below)
            migrate.upgrade(made, revision)
            self._made[engine, revision] = made
        return self._made[engine, revision]

    def look(self, engine: str, revision: str) -> Look:
        """The shape of an empty database at the revision."""
        url = self.at(engine, revision)
        if url not in self._looks:
            self._looks[url] = databases.look(url)
        return self._looks[url]


@pytest.fixture(scope="session")
def _stairs(run: Run, worker: str, tmp_path_factory: pytest.TempPathFactory) -> Stairs:
    """The templates, which are removed with the run."""
    return Stairs(run, worker, tmp_path_factory.mktemp("stairs"))


@pytest.fixture
def database_at(_stairs: Stairs, new_database: Callable[..., str], request) -> Callable[[str], str]:
    """A function that makes an empty database at a revision and returns its URL."""
    engine = request.node.callspec.params["new_database"]
    return lambda revision: new_database(like=_stairs.at(engine, revision))


@pytest.fixture
def look_of(_stairs: Stairs, new_database: Callable[..., str], request) -> Callable[[str], Look]:
    """A function that returns the shape of a database at a revision."""
    engine = request.node.callspec.params["new_database"]
    return lambda revision: _stairs.look(engine, revision)


@pytest.fixture
def blank_url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture
def revisions(tmp_path):
    """The project's migrations, and one more that recreates the table that most others refer to."""
    shutil.copytree(version.MIGRATIONS, tmp_path / "migrations")
    scratch = tmp_path / "migrations" / "versions" / "2099_01_01_scratch.py"
    scratch.write_text(SCRATCH.format(head=version.head()))
    return tmp_path / "migrations"


@pytest.fixture
def at_work(blank_url):
    """A database at the current revision with the work of a team."""
    migrate.upgrade(blank_url)
    databases.fill(blank_url, version.head())
    return blank_url
