"""Skips: a row for a person and an item, for one version of it and until a day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.queue.item import Item
from queue_app.store.db.upsert import upsert
from queue_app.store.tables import SKIP


def write(
    connection: Connection, team_id: int, person_id: int, item: Item, until: date, at: datetime, said: dict[str, Any]
) -> None:
    """The person skips the item as it is now, until the day `until`; `said` are its kind and why."""
    row = {"team_id": team_id, "item_id": item.id, "person_id": person_id, "until_day": until, "at": at, **said}
    columns = ("until_day", "item_version", "kind", "why", "at")
    upsert(connection, SKIP, [row | {"item_version": item.version}], columns)
