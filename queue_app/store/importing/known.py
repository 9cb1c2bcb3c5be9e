"""The rows that the team already has, and the open items that new rows wait for."""

from collections.abc import Collection, Sequence
from itertools import islice

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.domain.importing.items import NewRows, new_rows
from queue_app.domain.importing.rows import Row
from queue_app.store.importing.items import BATCH, alike, known_references
from queue_app.store.tables import ITEM

_REFERENCES: BindParameter[list[str]] = bindparam("references", expanding=True)
_OPEN = select(ITEM.c.reference, ITEM.c.id).where(
    ITEM.c.team_id == bindparam("team"), ITEM.c.reference.in_(_REFERENCES), ITEM.c.rank.is_not(None)
)


def new_of(connection: Connection, team_id: int, rows: Sequence[Row], *, skip_alike: bool) -> NewRows:
    """The new rows. `skip_alike`: match rows without a reference by title and day."""
    references = known_references(connection, team_id, [row.reference for row in rows if row.reference])
    titles = [row.title for row in rows if row.reference is None] if skip_alike else []
    return new_rows(rows, references, alike(connection, team_id, titles))


def open_ids(connection: Connection, team_id: int, references: Collection[str]) -> dict[str, int]:
    """{reference: id} of the team's open items with these references."""
    found: dict[str, int] = {}
    rest = iter(references)
    while batch := list(islice(rest, BATCH)):
        found.update(map(tuple, connection.execute(_OPEN, {"team": team_id, "references": batch})))
    return found
