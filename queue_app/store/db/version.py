"""Which version the schema of a database is of, and how that stands to this code."""

from enum import Enum
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

SETTINGS = Path(__file__).parents[3] / "pyproject.toml"


class Schema(Enum):
    """How the database's schema stands to this code."""

    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"


class OtherSchema(Exception):
    """The database is not as this version of Topmost wants it. The sentence says what whoever runs it does next."""

    def __init__(self, found: Schema) -> None:
        super().__init__(_OTHER[found])


_OTHER = {
    Schema.OLDER: "The database is older than this version of Topmost. "
    "Run `flask --app wsgi upgrade`, or start with `python wsgi.py`.",
    Schema.NEWER: "The database is newer than this version of Topmost. "
    "Start the newer version, or restore a backup from before the upgrade.",
}


def head() -> str:
    """The newest revision this code knows."""
    newest = _scripts().get_current_head()
    if newest is None:
        raise LookupError("there is no migration")
    return newest


def current(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def schema(connection: Connection) -> Schema:
    """Whether the database is where this code wants it. Works inside `reading()`."""
    revision = current(connection)
    if revision == head():
        return Schema.CURRENT
    return Schema.OLDER if revision is None or knows(revision) else Schema.NEWER


def refuse_other(connection: Connection) -> None:
    """Raises OtherSchema unless the database is where this code wants it. Works inside `reading()`."""
    found = schema(connection)
    if found is not Schema.CURRENT:
        raise OtherSchema(found)


def knows(revision: str) -> bool:
    """Whether this code has the revision."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(Config(toml_file=SETTINGS))
