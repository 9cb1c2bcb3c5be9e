"""Blocks: a sentence, start, end, and the next step. People only have to give the sentence."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.domain import inputs
from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


class BlockKindTable(Base):
    """The team's kinds of block, each inside or outside the team."""

    __tablename__ = "block_kind"
    __table_args__ = (
        UniqueConstraint("team_id", "id", name="uq_block_kind_team_id_id"),
        UniqueConstraint("team_id", "name", name="uq_block_kind_team_id_name"),
        CheckConstraint("length(name) BETWEEN 1 AND 40", name="name_length"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    name: Mapped[str] = mapped_column(String(40))
    inside: Mapped[bool] = mapped_column(Boolean)
    is_date: Mapped[bool] = mapped_column(Boolean, server_default="0")
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class BlockTable(Base):
    """One block. An item has at most one open block. Editing its text does not end it."""

    __tablename__ = "block"
    __table_args__ = (
        UniqueConstraint("team_id", "id", name="uq_block_team_id_id"),
        ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_block_item"),
        ForeignKeyConstraint(["team_id", "kind_id"], ["block_kind.team_id", "block_kind.id"], name="fk_block_kind"),
        CheckConstraint(f"length(sentence) BETWEEN 1 AND {inputs.REASON}", name="sentence_length"),
        CheckConstraint(f"length(next_step) BETWEEN 1 AND {inputs.REASON}", name="next_step_length"),
        CheckConstraint("to_at >= from_at", name="ends_after_start"),
        Index(
            "uq_block_open",
            "team_id",
            "item_id",
            unique=True,
            sqlite_where=text("to_at IS NULL"),
            postgresql_where=text("to_at IS NULL"),
        ),
        Index("ix_block_item", "team_id", "item_id"),
        Index("ix_block_ended", "team_id", "to_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    item_id: Mapped[int] = mapped_column(Key)
    sentence: Mapped[str] = mapped_column(String(inputs.REASON))
    kind_id: Mapped[int | None] = mapped_column(Key)
    next_step: Mapped[str | None] = mapped_column(String(inputs.REASON))
    look_again: Mapped[date | None] = mapped_column(Date)
    from_at: Mapped[datetime] = mapped_column(Instant)
    edited_at: Mapped[datetime] = mapped_column(Instant)
    to_at: Mapped[datetime | None] = mapped_column(Instant)
