"""The texts of an item: what an edit needs, and what it writes."""

from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select, update

from queue_app.domain.queue.edit import EditFacts, Texts
from queue_app.store.queue.items import columns, folded, read
from queue_app.store.tables import ITEM, ITEM_AREA

_FACTS: Select[Any] = (
    select(*columns(ITEM), ITEM.c.words, ITEM.c.reference, ITEM_AREA.c.area_id)
    .select_from(ITEM)
    .outerjoin(ITEM_AREA, and_(ITEM_AREA.c.team_id == ITEM.c.team_id, ITEM_AREA.c.item_id == ITEM.c.id))
    .where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))
    .order_by(ITEM_AREA.c.n)
)
_WRITE = (
    update(ITEM)
    .where(ITEM.c.team_id == bindparam("of_team"), ITEM.c.id == bindparam("of_id"))
    .values({name: bindparam(f"to_{name}") for name in ("words", "reference", "folded")})
)


def edit_facts(connection: Connection, team_id: int, number: int) -> EditFacts | None:
    """The team's item `number` and its texts; None when there is no such one."""
    rows = connection.execute(_FACTS, {"team": team_id, "number": number}).mappings().all()
    item = read(rows[0]) if rows else None
    if item is None:
        return None
    tags = tuple(row["area_id"] for row in rows if row["area_id"] is not None)
    return EditFacts(item, Texts(item.title, rows[0]["words"], rows[0]["reference"], tags))


def write_texts(connection: Connection, team_id: int, item_id: int, texts: Texts) -> None:
    """Words, reference, and what search reads; the title is the item's own. Raises ReferenceTaken by its constraint."""
    row = {"title": texts.title, "words": texts.words, "reference": texts.reference}
    query = {"of_team": team_id, "of_id": item_id, "to_words": texts.words, "to_reference": texts.reference}
    connection.execute(_WRITE, query | {"to_folded": folded(row)})
