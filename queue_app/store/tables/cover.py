"""Declarations, absences, and the daily state of each area (without people)."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Key


def _member(table: str) -> ForeignKeyConstraint:
    """The foreign key that deletes a member's rows together with the membership."""
    return ForeignKeyConstraint(
        ["team_id", "person_id"],
        ["membership.team_id", "membership.person_id"],
        name=f"fk_{table}_membership",
        ondelete="CASCADE",
    )


class DeclarationTable(Base):
    """A member's declaration about an area, with its day: I can, I can teach, or I want to learn."""

    __tablename__ = "declaration"
    __table_args__ = (
        _member("declaration"),
        ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_declaration_area"),
        CheckConstraint("says IN ('can', 'teach', 'learn')", name="says"),
    )

    team_id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, primary_key=True)
    area_id: Mapped[int] = mapped_column(Key, primary_key=True)
    says: Mapped[str] = mapped_column(String(5))
    on_day: Mapped[date] = mapped_column(Date)


class AbsenceTable(Base):
    """A person is away from the first day to the last, both included. Nobody is asked for a reason."""

    __tablename__ = "absence"
    __table_args__ = (
        _member("absence"),
        CheckConstraint("last_day >= first_day", name="ends_after_start"),
        Index("ix_absence_days", "team_id", "last_day"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(Key)
    person_id: Mapped[int] = mapped_column(Key)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)


class AreaDayTable(Base):
    """The state of an area on a day."""

    __tablename__ = "area_day"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "area_id"], ["area.team_id", "area.id"], name="fk_area_day_area"),
        CheckConstraint("state IN ('unknown', 'none', 'single', 'thin', 'leaning', 'covered')", name="state"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    area_id: Mapped[int] = mapped_column(Key, primary_key=True)
    state: Mapped[str] = mapped_column(String(7))
