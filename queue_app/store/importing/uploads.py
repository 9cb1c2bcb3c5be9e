"""Files between their preview and their import. They belong to the person who brought them, and go after a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from queue_app.store.tables import UPLOAD

_MINE = and_(UPLOAD.c.team_id == bindparam("of_team"), UPLOAD.c.person_id == bindparam("of_person"))
_THIS = and_(_MINE, UPLOAD.c.hash == bindparam("of_name"))


@dataclass(frozen=True, slots=True)
class Whose:
    """Who brought a file into which team."""

    team: int
    person: int

    @property
    def bound(self) -> dict[str, int]:
        """As parameters."""
        return {"of_team": self.team, "of_person": self.person}


@dataclass(frozen=True, slots=True)
class Upload:
    """`key` names it in addresses, `name` is the file's, `mapping` what was chosen so far. Imported ones have no content."""

    key: str
    name: str
    content: bytes
    mapping: dict[str, Any]


def find(connection: Connection, whose: Whose, key: str) -> Upload | None:
    """Their file of this key."""
    query = select(UPLOAD.c.hash, UPLOAD.c.name, UPLOAD.c.content, UPLOAD.c.mapping).where(_THIS)
    row = connection.execute(query, whose.bound | {"of_name": key}).one_or_none()
    return Upload(*row) if row else None


def replace(connection: Connection, whose: Whose, upload: Upload, at: datetime) -> None:
    """Keep a file in place of what they brought before."""
    connection.execute(delete(UPLOAD).where(_MINE), whose.bound)
    row = {"hash": upload.key, "team_id": whose.team, "person_id": whose.person, "at": at}
    connection.execute(
        insert(UPLOAD).values(row | {"name": upload.name, "content": upload.content, "mapping": upload.mapping})
    )


def choose(connection: Connection, whose: Whose, key: str, mapping: dict[str, Any]) -> None:
    """Keep what was chosen."""
    change = update(UPLOAD).where(_THIS).values(mapping=mapping)
    connection.execute(change, whose.bound | {"of_name": key})


def close(connection: Connection, whose: Whose, key: str, result: dict[str, Any]) -> None:
    """Keep what came out of the import instead of the file."""
    change = update(UPLOAD).where(_THIS).values(content=b"", mapping={"result": result})
    connection.execute(change, whose.bound | {"of_name": key})
