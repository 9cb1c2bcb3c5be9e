"""Makes a backup of the database at a URL while people write."""

from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import Connection

from queue_app import __version__
from queue_app.store.backup import postgres, sqlite
from queue_app.store.backup.archive import ArchiveWriter
from queue_app.store.backup.contents import last_events
from queue_app.store.backup.manifest import Manifest, NoBackup
from queue_app.store.db import version
from queue_app.store.db.engine import normalised, open_engine


def make_backup(url: str, target: IO[bytes], folder: Path, now: datetime) -> Manifest:
    """Write a consistent copy of the whole database to `target`. `folder` must have room for a copy of a SQLite file.

    Raises NoBackup if the database has no tables. Then `target` is not a valid backup.
    """
    parsed = normalised(url)
    if parsed.get_backend_name() == "sqlite":
        with sqlite.copied(Path(parsed.database or ""), folder) as copy, ArchiveWriter(target) as archive:
            manifest = _about_copy(copy, now)
            sqlite.dump(copy, archive)
            return archive.finish(manifest)
    with postgres.snapshot(url) as connection, ArchiveWriter(target) as archive:
        tables = postgres.tables(connection)
        manifest = _about(connection, "postgresql", tables, now)
        postgres.dump(connection, archive, tables)
        return archive.finish(manifest)


def _about_copy(copy: Path, now: datetime) -> Manifest:
    engine = open_engine(f"sqlite:///{copy}", pool_size=1)
    try:
        with engine.connect() as connection:
            return _about(connection, "sqlite", {}, now)
    finally:
        engine.dispose()


def _about(connection: Connection, engine: str, tables: dict[str, list[str]], now: datetime) -> Manifest:
    revision = version.current(connection)
    if revision is None:
        raise NoBackup("The database is empty. There is nothing to back up.")
    made_at = now.isoformat(timespec="seconds")
    return Manifest(__version__, engine, revision, made_at, last_events(connection), tables)
