"""The views of a team: saved filters of the queue."""

import json
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from queue_app.domain.filters import Filter, SavedView, of_record, to_record
from queue_app.store.tables import VIEW

_VIEWS = select(VIEW.c.id, VIEW.c.n, VIEW.c.name, VIEW.c.narrowed).where(VIEW.c.team_id == bindparam("team"))
_VIEWS = _VIEWS.order_by(VIEW.c.folded)
_CREATE = insert(VIEW).returning(VIEW.c.id)
_THIS = (VIEW.c.team_id == bindparam("of_team"), VIEW.c.id == bindparam("of_id"))
_WRITE = update(VIEW).where(*_THIS).values({name: bindparam(f"to_{name}") for name in ("name", "folded", "narrowed")})
_REMOVE = delete(VIEW).where(*_THIS)


def views(connection: Connection, team_id: int) -> list[SavedView]:
    """All views of the team, by name."""
    rows = connection.execute(_VIEWS, {"team": team_id})
    return [view_of(row) for row in rows]


def view_of(row: Any) -> SavedView:
    """The view in a row."""
    return SavedView(row.id, row.n, row.name, of_record(json.loads(row.narrowed)))


def create(connection: Connection, team_id: int, n: int, name: str, narrowed: Filter, made_by: int | None) -> int:
    """Insert a view; returns its id. A taken name violates its constraint (NameTaken)."""
    row = {"team_id": team_id, "n": n, "made_by": made_by, "name": name, "folded": name.casefold()}
    return int(connection.execute(_CREATE, row | {"narrowed": _text(narrowed)}).scalar_one())


def write(connection: Connection, team_id: int, view: SavedView) -> None:
    """Update a view. A taken name violates its constraint (NameTaken)."""
    values = {"to_name": view.name, "to_folded": view.name.casefold(), "to_narrowed": _text(view.filter)}
    connection.execute(_WRITE, {"of_team": team_id, "of_id": view.id, **values})


def remove(connection: Connection, team_id: int, view_id: int) -> None:
    """Delete a view."""
    connection.execute(_REMOVE, {"of_team": team_id, "of_id": view_id})


def _text(narrowed: Filter) -> str:
    return json.dumps(to_record(narrowed), ensure_ascii=False)
