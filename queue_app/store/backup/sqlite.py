"""A backup of a SQLite database is a copy of its file. SQLite copies it as a reader, so people can go on writing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from queue_app.store.backup.archive import CHUNK, Archive, ArchiveWriter
from queue_app.store.backup.manifest import NoBackup
from queue_app.store.backup.place import put_in_place, writing_to

PART = "topmost.sqlite3"
_WAIT_SECONDS = 60


@contextmanager
def copied(database: Path, folder: Path) -> Iterator[Path]:
    """A consistent copy of the database in `folder`, until the context ends. Raises NoBackup if it is missing or damaged."""
    if not database.is_file():
        raise NoBackup(f"There is no database at {database}. Nothing to back up.")
    with TemporaryDirectory(dir=folder, prefix="topmost-backup-") as scratch:
        copy = Path(scratch) / PART
        try:
            _copy(database, copy)
        except sqlite3.Error as error:
            raise NoBackup(f"The database cannot be copied: {error}. Run `topmost doctor`.") from None
        yield copy


def _copy(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database, timeout=_WAIT_SECONDS)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        said = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise NoBackup(f"The database is damaged: {said}. No backup was written. Restore the last good one.")
        target.execute("PRAGMA journal_mode = DELETE")  # Otherwise the copy would be several files.


def dump(copy: Path, archive: ArchiveWriter) -> None:
    """Write the copy into the backup."""
    with archive.part(PART) as part, copy.open("rb") as file:
        while chunk := file.read(CHUNK):
            part.write(chunk)


@contextmanager
def unpacked(archive: Archive, database: Path) -> Iterator[Path]:
    """The restored database in a file next to `database`. When the context succeeds, it is renamed to `database` in one step.

    Raises NoBackup if `database` exists already.
    """
    refuse_occupied(database)
    with writing_to(database):
        scratch = TemporaryDirectory(dir=database.parent, prefix="topmost-restore-")
    with scratch:
        new = Path(scratch.name) / PART
        with writing_to(database), os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(archive.chunks(PART))
        yield new
        with writing_to(database):
            _settle(new)
            try:
                put_in_place(new, database)
            except FileExistsError:
                refuse_occupied(database)


def refuse_occupied(database: Path) -> None:
    """Raises NoBackup if the database exists already."""
    for name in ("", "-wal", "-shm"):
        if database.with_name(database.name + name).exists():
            raise NoBackup(
                f"There is a database at {database} already. Stop the server and move the file away with its -wal and -shm, "
                "or set TOPMOST_DATA to an empty folder. Nothing was changed."
            )


def _settle(new: Path) -> None:
    """Write the log into the database file, and sync the file to disk."""
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with new.open("rb") as file, suppress(OSError):
        os.fsync(file.fileno())
