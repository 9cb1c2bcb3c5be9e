"""Uploaded files between preview and import. They belong to the person who uploaded them and are deleted after a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from queue_app.store.tables import UPLOAD

_MINE = and_(UPLOAD.c.team_id == bindparam("of_team"), UPLOAD.c.person_id == bindparam("of_person"))
_THIS = and_(_MINE, UPLOAD.c.hash == bindparam("of_name"))


@dataclass(frozen=True, slots=True)
class UploadOwner:
    """The owner of an upload: a person in a team."""

    team: int
    person: int

    @property
    def bound(self) -> dict[str, int]:
        """The owner as query parameters."""
        return {"of_team": self.team, "of_person": self.person}


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file. `key` is its name in URLs, `name` its file name, `mapping` the choices so far.

    After the import it has no content.
    """

    key: str
    name: str
    content: bytes
    mapping: dict[str, Any]


def find(connection: Connection, whose: UploadOwner, key: str) -> Upload | None:
    """The owner's file with this key, or None."""
    query = select(UPLOAD.c.hash, UPLOAD.c.name, UPLOAD.c.content, UPLOAD.c.mapping).where(_THIS)
    row = connection.execute(query, whose.bound | {"of_name": key}).one_or_none()
    return Upload(*row) if row else None


def replace(connection: Connection, whose: UploadOwner, upload: Upload, at: datetime) -> None:
    """Store a file. It replaces the owner's earlier one."""
    connection.execute(delete(UPLOAD).where(_MINE), whose.bound)
    row = {"hash": upload.key, "team_id": whose.team, "person_id": whose.person, "at": at}
    connection.execute(
        insert(UPLOAD).values(row | {"name": upload.name, "content": upload.content, "mapping": upload.mapping})
    )


def choose(connection: Connection, whose: UploadOwner, key: str, mapping: dict[str, Any]) -> None:
    """Store the choices."""
    change = update(UPLOAD).where(_THIS).values(mapping=mapping)
    connection.execute(change, whose.bound | {"of_name": key})


def close(connection: Connection, whose: UploadOwner, key: str, result: dict[str, Any]) -> None:
    """Replace the file with the result of the import."""
    change = update(UPLOAD).where(_THIS).values(content=b"", mapping={"result": result})
    connection.execute(change, whose.bound | {"of_name": key})
