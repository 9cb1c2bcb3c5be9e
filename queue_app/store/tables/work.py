"""The rows that belong to an item: stints, plan, notes, images, skips of a person, coins of a pair."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


def _item(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name=f"fk_{table}_item")


class StintTable(Base):
    """A person is on the item since its `run`-th pull. Leaving sets `left_at`. The end of the run ends all its stints."""

    __tablename__ = "stint"
    __table_args__ = (_item("stint"), Index("ix_stint_person", "team_id", "person_id"))

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    run: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)


class StepTable(Base):
    """A step of a plan; `n` is its position."""

    __tablename__ = "step"
    __table_args__ = (
        _item("step"),
        CheckConstraint("length(words) BETWEEN 1 AND 500", name="words_length"),
        CheckConstraint("n BETWEEN 1 AND 100", name="n"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    n: Mapped[int] = mapped_column(Integer, primary_key=True)
    words: Mapped[str] = mapped_column(String(500))
    done_at: Mapped[datetime | None] = mapped_column(Instant)


class NoteTable(Base):
    """A note on an item. Its author may correct it for ten minutes."""

    __tablename__ = "note"
    __table_args__ = (
        _item("note"),
        CheckConstraint("length(words) BETWEEN 1 AND 20000", name="words_length"),
        Index("ix_note_item", "item_id", "team_id"),
        Index("ix_note_by", "team_id", "by", "at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    item_id: Mapped[int] = mapped_column(Key)
    words: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, server_default="")  # words, by search_fold
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agent: Mapped[str | None] = mapped_column(String(80))  # the name of the agent that wrote it; `by` is its sponsor
    at: Mapped[datetime] = mapped_column(Instant)
    corrected_at: Mapped[datetime | None] = mapped_column(Instant)


class ImageTable(Base):
    """An image of an item. `n` is its number in the item, by which texts refer to it. Numbers are never reused.

    A removed image loses its content and keeps its row, so that its number stays used.
    """

    __tablename__ = "image"
    __table_args__ = (
        _item("image"),
        CheckConstraint("n BETWEEN 1 AND 1000", name="n"),
        CheckConstraint("kind IN ('png', 'jpeg', 'webp')", name="kind"),
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        CheckConstraint("length(alt) <= 200", name="alt_length"),
        CheckConstraint("width BETWEEN 1 AND 4096 AND height BETWEEN 1 AND 4096", name="sides"),
        CheckConstraint("size BETWEEN 0 AND 2097152", name="size"),
        CheckConstraint("(content IS NULL) = (removed_at IS NOT NULL)", name="removed"),
        CheckConstraint("size = coalesce(length(content), 0)", name="size_of_content"),
        Index("ix_image_size", "team_id", "size"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    n: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(4))
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    size: Mapped[int] = mapped_column(Integer)  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    alt: Mapped[str] = mapped_column(String(200), server_default="")
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    content: Mapped[bytes | None] = mapped_column(
        LargeBinary
    )  # last, so that reading the other columns does not read it


class SkipTable(Base):
    """Pulls of this person pass over the item until `until_day` or until the item changes. The order stays the same."""

    __tablename__ = "skip"
    __table_args__ = (
        _item("skip"),
        CheckConstraint("kind IN ('area', 'other')", name="kind"),
        CheckConstraint("length(why) BETWEEN 1 AND 500", name="why_length"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    until_day: Mapped[date] = mapped_column(Date)
    item_version: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(5))
    why: Mapped[str | None] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(Instant)


class CoinTable(Base):
    """The result of a coin flip for this pair. Another flip is refused until one of the two is moved for a reason."""

    __tablename__ = "coin"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "low_id"], ["item.team_id", "item.id"], name="fk_coin_low"),
        ForeignKeyConstraint(["team_id", "high_id"], ["item.team_id", "item.id"], name="fk_coin_high"),
        CheckConstraint("low_id < high_id", name="pair"),
        CheckConstraint("winner_id = low_id OR winner_id = high_id", name="winner"),
        UniqueConstraint("team_id", "high_id", "low_id", name="uq_coin_high_low"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    low_id: Mapped[int] = mapped_column(Key, primary_key=True)
    high_id: Mapped[int] = mapped_column(Key, primary_key=True)
    winner_id: Mapped[int] = mapped_column(Key)
    at: Mapped[datetime] = mapped_column(Instant)
