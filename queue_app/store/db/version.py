"""The version of a database's schema, compared with this code.

To start fast, the server reads the newest revision from file names, and loads Alembic only if there is something to migrate.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from queue_app.domain.errors import N_

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import Script, ScriptDirectory

_PACKAGE = Path(__file__).parents[2]
MIGRATIONS = next(
    folder for folder in (_PACKAGE / "migrations", _PACKAGE.parent / "migrations") if (folder / "env.py").exists()
)
"""The folder of the revisions: inside an installed package, next to the package in a checkout."""


_MAY_WRITE = text("SELECT revision FROM older_writer WHERE revision = :revision")


class Schema(Enum):
    """The database's schema compared with this code. A newer schema with only additive changes counts as current."""

    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"


class OtherSchema(Exception):
    """The database has the schema of another version. The message tells the operator what to do."""

    def __init__(self, state: Schema) -> None:
        super().__init__(_OTHER[state])


_OTHER = {
    Schema.OLDER: N_(
        "The database is older than this version of Topmost. "
        "Run `topmost upgrade`, or start the server, which does it too."
    ),
    Schema.NEWER: N_(
        "The database is newer than this version of Topmost. "
        "Start the newer version, or restore a backup from before the upgrade."
    ),
}


def head() -> str:
    """The newest revision of this code. Revision names begin with their day, so it is the last by name."""
    return max(_revisions())


def current(connection: Connection) -> str | None:
    """The revision of the database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def schema(connection: Connection) -> Schema:
    """Compare the database's schema with this code. Works inside `reading()`."""
    revision = current(connection)
    if revision == head():
        return Schema.CURRENT
    if revision is None or knows(revision):
        return Schema.OLDER
    return Schema.CURRENT if connection.execute(_MAY_WRITE, {"revision": head()}).first() else Schema.NEWER


def steps(before: str | None, after: str) -> Sequence[Script] | None:
    """The revisions from `before` up to `after`, newest first; None if `after` does not come after `before`."""
    way = list(_scripts().iterate_revisions(after, "base"))
    if before is None:
        return way
    places = [place for place, script in enumerate(way) if script.revision == before]
    return way[: places[0]] if places else None


def is_additive(script: Script) -> bool:
    """Whether older code may go on writing after this revision, because it only adds what older code can leave out."""
    return bool(getattr(script.module, "additive", False))


def refuse_other(connection: Connection) -> None:
    """Raises OtherSchema unless the database's schema is current. Works inside `reading()`."""
    state = schema(connection)
    if state is not Schema.CURRENT:
        raise OtherSchema(state)


def knows(revision: str) -> bool:
    """Whether this code has the revision."""
    return revision in _revisions()


def alembic_settings() -> Config:
    """Alembic's settings, made in code instead of an alembic.ini."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return settings


@cache
def _revisions() -> frozenset[str]:
    return frozenset(script.stem for script in (MIGRATIONS / "versions").glob("*.py"))


@cache
def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_settings())
