"""Imports as acts: what one import created, with the person's answers, so that it can be taken back.

Also the imports under way: their progress, and the item numbers that they reserved.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Json, Key


class ImportActTable(Base):
    """One import. Each of its `items` items has one event, from `first_seq` on.

    `made` has the ids of the areas and former people that it created, and the range of ids of its evidence. `answers` are
    proposed for the next file of the same `kind`.
    """

    __tablename__ = "import_act"
    __table_args__ = (
        CheckConstraint("length(name) <= 200", name="name_length"),
        CheckConstraint("first_seq >= 1 AND items >= 1", name="counts"),
        Index("ix_import_act_team", "team_id", "id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    first_seq: Mapped[int] = mapped_column(Integer)
    items: Mapped[int] = mapped_column(Integer)
    made: Mapped[dict[str, Any]] = mapped_column(Json)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)


class ImportUnderWayTable(Base):
    """A long import of a person: `done` of `of` items are written. Without updates of `alive_at` for a while it is dead.

    `refused` says why it failed, as a sentence with its facts. The row stays until the person goes on.
    """

    __tablename__ = "import_under_way"
    __table_args__ = (CheckConstraint('done BETWEEN 0 AND "of"', name="done"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(64))
    of: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)
    alive_at: Mapped[datetime] = mapped_column(Instant)
    cancelled: Mapped[bool] = mapped_column(Boolean)
    ended: Mapped[bool] = mapped_column(Boolean)
    refused: Mapped[dict[str, Any] | None] = mapped_column(Json)


class TakenNumbersTable(Base):
    """The item numbers that an import under way reserved in the team."""

    __tablename__ = "taken_numbers"
    __table_args__ = (CheckConstraint("first BETWEEN 1 AND last", name="order"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    first: Mapped[int] = mapped_column(Integer)
    last: Mapped[int] = mapped_column(Integer)
