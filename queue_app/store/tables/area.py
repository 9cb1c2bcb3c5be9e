"""Areas, the areas of items, and the evidence of who can take them (for cover only, never shown by name)."""

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


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
    """An area of an item; up to three an item."""

    __tablename__ = "item_area"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_item_area_item"),
        ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_item_area_area"),
        UniqueConstraint("team_id", "item_id", "n", name="uq_item_area_n"),
        CheckConstraint("n BETWEEN 1 AND 3", name="at_most_three"),
        Index("ix_item_area_area", "area_id"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    area_id: Mapped[int] = mapped_column(Key, primary_key=True)
    n: Mapped[int] = mapped_column()


class FormerPersonTable(Base):
    """A name from an import. It is no account; a member may claim it."""

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
    """A person worked along on an item of this area that was finished on this day. It names no item."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_evidence_area"),
        ForeignKeyConstraint(
            ["team_id", "former_id"], ["former_person.team_id", "former_person.id"], name="fk_evidence_former"
        ),
        CheckConstraint("(person_id IS NULL) <> (former_id IS NULL)", name="one_person"),
        Index("ix_evidence_area", "team_id", "area_id", "on_day"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    area_id: Mapped[int] = mapped_column(Key)
    on_day: Mapped[date] = mapped_column(Date)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    former_id: Mapped[int | None] = mapped_column(Key)
