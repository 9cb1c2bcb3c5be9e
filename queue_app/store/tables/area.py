"""Areas, the areas of items, and evidence of who can take which area (for cover only, never shown by name)."""

from datetime import date, datetime

from sqlalchemy import (
    DDL,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base, table
from queue_app.store.db.types import Instant, Key
from queue_app.store.tables.item import ItemTable


class AreaTable(Base):
    """An area. It is archived, renamed or merged, never deleted, because the history refers to it."""

    __tablename__ = "area"
    __table_args__ = (
        UniqueConstraint("team_id", "id", name="uq_area_team_id_id"),
        UniqueConstraint("team_id", "folded", name="uq_area_team_id_folded"),
        ForeignKeyConstraint(["team_id", "merged_into"], ["area.team_id", "area.id"], name="fk_area_merged_into"),
        CheckConstraint("length(name) BETWEEN 1 AND 40", name="name_length"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str] = mapped_column(String(40))
    folded: Mapped[str] = mapped_column(String(120))
    for_agents: Mapped[bool] = mapped_column(Boolean, server_default="1")
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
    merged_into: Mapped[int | None] = mapped_column(Key)


class ItemAreaTable(Base):
    """An area of an item, which has up to three. `done_on` is the day on which the item was finished, set by triggers, so that
    an index finds the newest work of an area. An import sets it, which saves a query for each row."""

    __tablename__ = "item_area"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_item_area_item"),
        ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_item_area_area"),
        UniqueConstraint("team_id", "item_id", "n", name="uq_item_area_n"),
        CheckConstraint("n BETWEEN 1 AND 3", name="at_most_three"),
        # Without the team: with old statistics PostgreSQL scanned all rows of the team for each item.
        Index("ix_item_area_done", "area_id", "done_on"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    area_id: Mapped[int] = mapped_column(Key, primary_key=True)
    n: Mapped[int] = mapped_column()
    done_on: Mapped[date | None] = mapped_column(Date)


class FormerPersonTable(Base):
    """A name from an import. It is not an account; a member may claim it."""

    __tablename__ = "former_person"
    __table_args__ = (
        UniqueConstraint("team_id", "id", name="uq_former_person_team_id_id"),
        UniqueConstraint("team_id", "name", name="uq_former_person_team_id_name"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str] = mapped_column(String(120))
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class EvidenceTable(Base):
    """A person worked on an item of this area that was finished on this day. The row does not name the item."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_evidence_area"),
        ForeignKeyConstraint(
            ["team_id", "former_id"], ["former_person.team_id", "former_person.id"], name="fk_evidence_former"
        ),
        CheckConstraint("(person_id IS NULL) <> (former_id IS NULL)", name="one_person"),
        Index("ix_evidence_area", "team_id", "area_id", "on_day"),
        *(
            Index(
                f"ix_evidence_{whose}",
                *("team_id", "area_id", f"{whose}_id", "on_day"),
                sqlite_where=text(f"{whose}_id IS NOT NULL"),
                postgresql_where=text(f"{whose}_id IS NOT NULL"),
            )
            for whose in ("person", "former")
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    area_id: Mapped[int] = mapped_column(Key)
    on_day: Mapped[date] = mapped_column(Date)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    former_id: Mapped[int | None] = mapped_column(Key)


SQLITE_TRIGGERS = (
    """
CREATE TRIGGER tag_of_finished AFTER INSERT ON item_area
WHEN NEW.done_on IS NULL AND (SELECT finished_on FROM item WHERE id = NEW.item_id) IS NOT NULL BEGIN
  UPDATE item_area SET done_on = (SELECT finished_on FROM item WHERE id = NEW.item_id)
  WHERE team_id = NEW.team_id AND item_id = NEW.item_id AND area_id = NEW.area_id;
END
""",
    """
CREATE TRIGGER tags_follow_finish AFTER UPDATE OF finished_on ON item WHEN OLD.finished_on IS NOT NEW.finished_on BEGIN
  UPDATE item_area SET done_on = NEW.finished_on WHERE team_id = NEW.team_id AND item_id = NEW.id;
END
""",
)
POSTGRESQL_FUNCTIONS = (
    """
CREATE FUNCTION tag_of_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.done_on := (SELECT finished_on FROM item WHERE id = NEW.item_id);
  RETURN NEW;
END
$$
""",
    """
CREATE FUNCTION tags_follow_finish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE item_area SET done_on = NEW.finished_on WHERE team_id = NEW.team_id AND item_id = NEW.id;
  RETURN NULL;
END
$$
""",
)
POSTGRESQL_TRIGGERS = (
    """
CREATE TRIGGER tag_of_finished BEFORE INSERT ON item_area FOR EACH ROW WHEN (NEW.done_on IS NULL)
EXECUTE FUNCTION tag_of_finished()
""",
    """
CREATE TRIGGER tags_follow_finish AFTER UPDATE OF finished_on ON item FOR EACH ROW
WHEN (OLD.finished_on IS DISTINCT FROM NEW.finished_on) EXECUTE FUNCTION tags_follow_finish()
""",
)

table(ItemAreaTable).add_is_dependent_on(table(ItemTable))
# The migrations repeat these definitions; a test compares the results.
for _statement, _engine in (
    *((_trigger, "sqlite") for _trigger in SQLITE_TRIGGERS),
    *((_made, "postgresql") for _made in (*POSTGRESQL_FUNCTIONS, *POSTGRESQL_TRIGGERS)),
):
    _made_with_the_tables = DDL(_statement)  # type: ignore[no-untyped-call]
    event.listen(ItemAreaTable.__table__, "after_create", _made_with_the_tables.execute_if(dialect=_engine))
