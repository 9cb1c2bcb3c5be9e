"""Which areas are open to agents."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from queue_app.store.tables import AREA


def for_agents(connection: Connection, team: int) -> tuple[list[int], list[int]]:
    """The ids of the areas in use that are open to agents, and of all areas in use."""
    query = select(AREA.c.id, AREA.c.for_agents).where(AREA.c.team_id == team, AREA.c.archived_at.is_(None))
    rows = connection.execute(query.order_by(AREA.c.id)).all()
    return [row.id for row in rows if row.for_agents], [row.id for row in rows]


def open_to_agents_only(connection: Connection, team: int, areas: Sequence[int]) -> None:
    """Open exactly these areas to agents, and close the others. Archived areas stay unchanged."""
    in_use = (AREA.c.team_id == team, AREA.c.archived_at.is_(None))
    connection.execute(update(AREA).where(*in_use).values(for_agents=AREA.c.id.in_(areas)))
