"""The team's history: append-only events, numbered without gaps in each team, and the answers of their requests."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Boolean, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Json, Key


class EventTable(Base):
    """One write. `data["items"]` lists the changed items before and after, with ids of neighbours instead of ranks."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="seq"),
        Index("ix_event_kind", "team_id", "kind", "seq"),
        Index("ix_event_at", "team_id", "at", "seq"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(20))
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    data: Mapped[dict[str, Any]] = mapped_column(Json)


class EventItemTable(Base):
    """The items that an event changed. A trigger writes the rows from the event, so that no item can be missing."""

    __tablename__ = "event_item"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_event_item_item"),
        ForeignKeyConstraint(["team_id", "seq"], ["event.team_id", "event.seq"], name="fk_event_item_event"),
        Index("ix_event_item_event", "team_id", "seq", "item_id"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)


class RequestTable(Base):
    """The answer of a write, kept for 24 hours for repeated requests. Undo also finds the author here."""

    __tablename__ = "request"
    __table_args__ = (
        CheckConstraint("length(key) BETWEEN 8 AND 64", name="key_length"),
        Index("ix_request_event", "team_id", "seq"),
        Index("ix_request_at", "at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    seq: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    by_agent: Mapped[bool] = mapped_column(Boolean, server_default="0")  # the person cannot undo what their agent did
    result: Mapped[dict[str, Any]] = mapped_column(Json)


SQLITE_TRIGGER = """
CREATE TRIGGER event_lists_its_items AFTER INSERT ON event BEGIN
  INSERT INTO event_item (team_id, item_id, seq)
  SELECT NEW.team_id, json_extract(value, '$.id'), NEW.seq FROM json_each(NEW.data, '$.items');
END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION event_lists_its_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_item (team_id, item_id, seq)
  SELECT NEW.team_id, (entry ->> 'id')::bigint, NEW.seq
  FROM jsonb_array_elements(coalesce(NEW.data -> 'items', '[]'::jsonb)) AS entry;
  RETURN NULL;
END
$$
"""

POSTGRESQL_TRIGGER = """
CREATE TRIGGER event_lists_its_items AFTER INSERT ON event
FOR EACH ROW EXECUTE FUNCTION event_lists_its_items()
"""

# The migrations repeat these definitions; a test compares the results.
for _statement, _engine in (
    (SQLITE_TRIGGER, "sqlite"),
    (POSTGRESQL_FUNCTION, "postgresql"),
    (POSTGRESQL_TRIGGER, "postgresql"),
):
    _made_with_the_table = DDL(_statement)  # type: ignore[no-untyped-call]
    event.listen(EventTable.__table__, "after_create", _made_with_the_table.execute_if(dialect=_engine))
