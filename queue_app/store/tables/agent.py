"""Agents: their slots, and which agent is on which item. The stints of people are in another table."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key

ON_ONE = "left_at IS NULL"


class AgentSlotTable(Base):
    """The number of these rows *is* the number of items that agents may have at once, in addition to the WIP limit. A closing
    slot takes no further item."""

    __tablename__ = "agent_slot"
    __table_args__ = (CheckConstraint("n BETWEEN 1 AND 99", name="n"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, primary_key=True)
    closing: Mapped[bool] = mapped_column(Boolean, server_default="0")


class AgentStintTable(Base):
    """An agent is on the item since its `run`-th pull, and made its last call at `seen_at`. The end of the run ends it.

    Cover only reads the stints of people, so an agent can never count there.
    """

    __tablename__ = "agent_stint"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "item_id"], ["item.team_id", "item.id"], name="fk_agent_stint_item"),
        ForeignKeyConstraint(
            ["team_id", "token_id"],
            ["api_token.team_id", "api_token.id"],
            name="fk_agent_stint_token",
            ondelete="CASCADE",
        ),
        Index(
            "uq_agent_stint_on_one", "token_id", unique=True, sqlite_where=text(ON_ONE), postgresql_where=text(ON_ONE)
        ),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    item_id: Mapped[int] = mapped_column(Key, primary_key=True)
    run: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_id: Mapped[int] = mapped_column(Key, primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
