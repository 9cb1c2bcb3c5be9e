"""A file waits between its preview and its import, with what was chosen meanwhile."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import NotFound
from queue_app.domain.importing.file import Choices, File
from queue_app.store.db.engine import Doors
from queue_app.store.importing import uploads
from queue_app.store.importing.uploads import Upload, Whose
from queue_app.usecases.tx import Result

NAME = 200


def keep(conn: Connection, *, whose: Whose, key: str, name: str, content: bytes, now: datetime) -> None:
    """Keep a file. Raises FlawedFile when it is no table of text."""
    File.read(content)
    uploads.replace(conn, whose, Upload(key, name[-NAME:], content, {}), now)


def opened(doors: Doors, whose: Whose, key: str) -> Upload:
    """Their file. Raises NotFound."""
    with doors.reading() as conn:
        found = uploads.find(conn, whose, key) if key.isascii() and key.isalnum() else None
    if found is None:
        raise NotFound
    return found


def choose(conn: Connection, *, whose: Whose, key: str, choices: Choices) -> None:
    """Keep what was chosen for the next look."""
    uploads.choose(conn, whose, key, asdict(choices))


def chosen(upload: Upload) -> Choices:
    """What was chosen so far."""
    return Choices(**upload.mapping)


def close(conn: Connection, *, whose: Whose, key: str, result: Result) -> None:
    """The file was imported: what came of it stays a day, the file does not."""
    uploads.close(conn, whose, key, result)


def result_of(upload: Upload) -> dict[str, Any] | None:
    """What came of it, once it was imported."""
    return upload.mapping.get("result")
