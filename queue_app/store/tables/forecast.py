"""The team's days off, and the quotes of each day, which are later compared with what happened."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Key

ABOUT_ONE = "item_id IS NOT NULL"


class DayOffTable(Base):
    """A day off that would usually be a working day. It counts neither in the history nor in the future."""

    __tablename__ = "day_off"
    __table_args__ = (CheckConstraint("length(name) <= 80", name="name_length"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), server_default="")


class QuoteTable(Base):
    """The dates quoted on the forecast day `day` for place 1, 3, 10 or 30. A date beyond the horizon is NULL.

    With "next" as `about`, the quote is for the n-th completion from then on. With "item", it is for this item, which is the
    n-th if nothing is put above it. `backwards`: computed later from the history as of that day. `overtaken`: something was
    put above the item since.
    """

    __tablename__ = "quote"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_quote_item"),
        CheckConstraint("about IN ('next', 'item')", name="about"),
        CheckConstraint("(about = 'item') = (item_id IS NOT NULL)", name="item_where_about_one"),
        CheckConstraint("place >= 1 AND n >= 1", name="counts"),
        # Used by the foreign key when very many items are deleted at once.
        Index("ix_quote_item", "team_id", "item_id", sqlite_where=text(ABOUT_ONE), postgresql_where=text(ABOUT_ONE)),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    about: Mapped[str] = mapped_column(String(4), primary_key=True)
    item_id: Mapped[int | None] = mapped_column(Key)
    n: Mapped[int] = mapped_column(Integer)
    p50: Mapped[date | None] = mapped_column(Date)
    p70: Mapped[date | None] = mapped_column(Date)
    p85: Mapped[date | None] = mapped_column(Date)
    p95: Mapped[date | None] = mapped_column(Date)
    backwards: Mapped[bool] = mapped_column(Boolean, server_default="0")
    overtaken: Mapped[bool] = mapped_column(Boolean, server_default="0")
