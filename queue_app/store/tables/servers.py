"""What servers tell each other by the database: signs of life, outages, and which older versions may still write."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


class LifeSignTable(Base):
    """The last moment at which any server was running and could write. `since` is the first such moment."""

    __tablename__ = "life_sign"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(Instant)
    at: Mapped[datetime] = mapped_column(Instant)


class OutageTable(Base):
    """A time without a sign of life. `announced`: a notice was shown on every page when it began."""

    __tablename__ = "outage"
    __table_args__ = (
        CheckConstraint("ended_at > began_at", name="ends_after_start"),
        Index("ix_outage_ended", "ended_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    began_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime] = mapped_column(Instant)
    announced: Mapped[bool] = mapped_column(Boolean)


class OlderWriterTable(Base):
    """The newest revision of an older version that may still write, because all later migrations are additive."""

    __tablename__ = "older_writer"

    revision: Mapped[str] = mapped_column(String(32), primary_key=True)
