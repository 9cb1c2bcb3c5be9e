"""Chores, each claimed by a unique row; and uploaded files between preview and import."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Json, Key


class ChoreTable(Base):
    """A claim: the process that inserts the row does the work of that day. Team 0 is the whole installation."""

    __tablename__ = "chore"

    team_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


class UploadTable(Base):
    """An uploaded file between preview and import. It is deleted after 24 hours."""

    __tablename__ = "upload"
    __table_args__ = (CheckConstraint("length(name) <= 200", name="name_length"),)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    mapping: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(Instant)
