"""An uploaded file between its preview and its import, with the choices made so far."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import NotFound
from queue_app.domain.importing.file import Choices, File
from queue_app.store.db.engine import Doors
from queue_app.store.importing import uploads
from queue_app.store.importing.uploads import Upload, UploadOwner
from queue_app.usecases.tx import Result

NAME = 200


def save(conn: Connection, *, whose: UploadOwner, key: str, name: str, content: bytes, now: datetime) -> None:
    """Store a file. Raises FlawedFile when it is not a text table."""
    File.read(content)
    uploads.replace(conn, whose, Upload(key, name[-NAME:], content, {}), now)


def open_upload(doors: Doors, whose: UploadOwner, key: str) -> Upload:
    """The person's upload. Raises NotFound."""
    with doors.reading() as conn:
        stored = uploads.find(conn, whose, key) if key.isascii() and key.isalnum() else None
    if stored is None:
        raise NotFound
    return stored


def choose(conn: Connection, *, whose: UploadOwner, key: str, choices: Choices) -> None:
    """Store the choices for the next preview."""
    uploads.choose(conn, whose, key, asdict(choices))


def choices_of(upload: Upload) -> Choices:
    """The stored choices."""
    return Choices(**upload.mapping)


def close(conn: Connection, *, whose: UploadOwner, key: str, result: Result) -> None:
    """Delete the imported file; its result is kept for a day."""
    uploads.close(conn, whose, key, result)


def result_of(upload: Upload) -> dict[str, Any] | None:
    """The result of the import, once it has run."""
    return upload.mapping.get("result")
