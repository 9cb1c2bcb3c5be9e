"""Which areas agents may take."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from queue_app.store.tables import AREA


def for_agents(connection: Connection, team: int) -> tuple[list[int], list[int]]:
    """The areas in use that agents may take, and all areas in use; ids."""
    query = select(AREA.c.id, AREA.c.for_agents).where(AREA.c.team_id == team, AREA.c.archived_at.is_(None))
    rows = connection.execute(query.order_by(AREA.c.id)).all()
    return [row.id for row in rows if row.for_agents], [row.id for row in rows]


def open_to_agents_only(connection: Connection, team: int, areas: Sequence[int]) -> None:
    """Let agents take exactly these areas in use. Archived areas stay unchanged."""
    in_use = (AREA.c.team_id == team, AREA.c.archived_at.is_(None))
    connection.execute(update(AREA).where(*in_use).values(for_agents=AREA.c.id.in_(areas)))
