"""Restores a backup into an empty database, upgrades it to the current revision, and checks it before it becomes visible."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from queue_app.store.backup import postgres, sqlite
from queue_app.store.backup.archive import Archive, opened_archive
from queue_app.store.backup.contents import begin_anew, end_access, last_events
from queue_app.store.backup.manifest import Manifest, NoBackup
from queue_app.store.db import examine, version
from queue_app.store.db.engine import normalised
from queue_app.store.db.migrate import migrating, upgrade_within

_ANY_TABLE = text("SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'")


def restore(url: str, file: Path, now: datetime, *, keep_access: bool) -> Manifest:
    """Restore the backup in `file` into the empty database at `url`, all or nothing. Returns its manifest.

    Unless `keep_access`, sessions, tokens and one-time links end. Raises NoBackup, NotUpgraded.
    """
    with opened_archive(file) as archive:
        manifest = archive.manifest
        _refuse_unfit(manifest, normalised(url).get_backend_name())
        with _filled(url, archive) as connection:
            upgrade_within(connection)
            _look_at(connection, manifest)
            begin_anew(connection)
            if not keep_access:
                end_access(connection, now)
    return manifest


def _refuse_unfit(manifest: Manifest, engine: str) -> None:
    if manifest.engine != engine:
        raise NoBackup(
            f"The backup is of {_ENGINES.get(manifest.engine, 'another database')}, and DATABASE_URL names {_ENGINES[engine]}. "
            "Set DATABASE_URL to an empty database of the same kind."
        )
    if not version.knows(manifest.revision):
        raise NoBackup(f"A newer Topmost made this backup. Restore it with version {manifest.version} or later.")


_ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@contextmanager
def _filled(url: str, archive: Archive) -> Iterator[Connection]:
    """A transaction on the restored rows, at the backup's revision. They become visible when it succeeds."""
    parsed = normalised(url)
    if parsed.get_backend_name() == "sqlite":
        with sqlite.unpacked(archive, Path(parsed.database or "")) as new, migrating(f"sqlite:///{new}") as connection:
            yield connection
        return
    with migrating(url) as connection:
        if connection.execute(_ANY_TABLE).scalar_one():
            raise NoBackup("The database has tables already. Make an empty one: CREATE DATABASE. Nothing was changed.")
        upgrade_within(connection, archive.manifest.revision)
        postgres.load(connection, archive)
        yield connection


def _look_at(connection: Connection, manifest: Manifest) -> None:
    """Raises NoBackup if the rows differ from the manifest or are damaged."""
    if last_events(connection) != manifest.teams:
        raise NoBackup(
            "The rows of the backup are not those of its manifest. Nothing was restored. Use another backup."
        )
    faults = list(examine.faults(connection))
    if faults:
        raise NoBackup(f"{faults[0]} Nothing was restored. Use another backup.")
