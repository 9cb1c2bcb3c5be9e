"""An item waits for another item of the same team or of another team."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


class WaitTable(Base):
    """The item waits for the other one until that one is finished. Then the row stays, so that it counts again after a reopening.

    `n` numbers the waits of an item, to allow at most twenty.
    """

    __tablename__ = "waits"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_waits_item"),
        ForeignKeyConstraint(["on_team_id", "on_item_id"], ["item.team_id", "item.id"], name="fk_waits_on"),
        UniqueConstraint("team_id", "item_id", "n", name="uq_waits_team_id_item_id_n"),
        CheckConstraint("item_id <> on_item_id", name="for_another"),
        CheckConstraint("n BETWEEN 1 AND 20", name="n"),
        Index("ix_waits_on", "on_team_id", "on_item_id"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    on_team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    on_item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    n: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
