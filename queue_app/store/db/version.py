"""The version of a database's schema, compared with this code."""

from enum import Enum
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from queue_app.domain.errors import N_

SETTINGS = Path(__file__).parents[3] / "pyproject.toml"


class Schema(Enum):
    """The database's schema compared with this code."""

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
        "Run `flask --app wsgi upgrade`, or start with `python wsgi.py`."
    ),
    Schema.NEWER: N_(
        "The database is newer than this version of Topmost. "
        "Start the newer version, or restore a backup from before the upgrade."
    ),
}


def head() -> str:
    """The newest revision of this code."""
    newest = _scripts().get_current_head()
    if newest is None:
        raise LookupError("there is no migration")
    return newest


def current(connection: Connection) -> str | None:
    """The revision of the database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def schema(connection: Connection) -> Schema:
    """Compare the database's schema with this code. Works inside `reading()`."""
    revision = current(connection)
    if revision == head():
        return Schema.CURRENT
    return Schema.OLDER if revision is None or knows(revision) else Schema.NEWER


def refuse_other(connection: Connection) -> None:
    """Raises OtherSchema unless the database's schema is current. Works inside `reading()`."""
    state = schema(connection)
    if state is not Schema.CURRENT:
        raise OtherSchema(state)


def knows(revision: str) -> bool:
    """Whether this code has the revision."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(Config(toml_file=SETTINGS))
