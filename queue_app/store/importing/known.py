"""Which rows the team has already."""

from collections.abc import Sequence

from sqlalchemy import Connection

from queue_app.domain.importing.items import NewRows, new_rows
from queue_app.domain.importing.rows import Row
from queue_app.store.importing.items import alike, known_references


def new_of(connection: Connection, team_id: int, rows: Sequence[Row], *, skip_alike: bool) -> NewRows:
    """The rows that are new. `skip_alike`: those without a reference are known by title and day."""
    references = known_references(connection, team_id, [row.reference for row in rows if row.reference])
    titles = [row.title for row in rows if row.reference is None] if skip_alike else []
    return new_rows(rows, references, alike(connection, team_id, titles))
