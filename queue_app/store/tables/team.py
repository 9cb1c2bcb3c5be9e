"""A team with its settings, its clock (the narrow row that every write locks), and its WIP limit as rows."""

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


class TeamTable(Base):
    """Name and settings of a team. Counters are in `team_clock`, so that changing settings never waits for a pull."""

    __tablename__ = "team"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_length"),
        CheckConstraint("who_orders IN ('managers', 'everybody')", name="who_orders"),
        CheckConstraint("who_limits IN ('managers', 'everybody')", name="who_limits"),
        CheckConstraint("length(working_days) = 7", name="working_days"),
        CheckConstraint("length(standup_days) = 7", name="standup_days"),
        CheckConstraint("end_of_day BETWEEN 0 AND 1439", name="end_of_day"),
        CheckConstraint("standup_minute BETWEEN 0 AND 1439", name="standup_minute"),
        CheckConstraint("length(finished_means) <= 500", name="finished_means_length"),
        CheckConstraint("agent_silence BETWEEN 2 AND 1440", name="agent_silence"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    time_zone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    working_days: Mapped[str] = mapped_column(String(7), server_default="1111100")  # Monday first
    end_of_day: Mapped[int] = mapped_column(Integer, server_default="1080")  # minute of the day
    standup_days: Mapped[str] = mapped_column(String(7), server_default="1111100")
    standup_minute: Mapped[int] = mapped_column(Integer, server_default="555")
    who_orders: Mapped[str] = mapped_column(String(10), server_default="managers")
    who_limits: Mapped[str] = mapped_column(String(10), server_default="everybody")
    finished_means: Mapped[str] = mapped_column(Text, server_default="")
    agent_silence: Mapped[int] = mapped_column(Integer, server_default="30")  # minutes
    agents_finish: Mapped[bool] = mapped_column(Boolean, server_default="0")
    is_example: Mapped[bool] = mapped_column(Boolean, server_default="0")
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)  # of the example team: archived, and soon deleted
    history_from: Mapped[date | None] = mapped_column(Date)  # forecasts look no further back


class ViewTable(Base):
    """A filter of the queue that the team saved under a name. `n` limits how many a team may save."""

    __tablename__ = "views"
    __table_args__ = (
        UniqueConstraint("team_id", "folded", name="uq_views_team_id_folded"),
        UniqueConstraint("team_id", "n", name="uq_views_team_id_n"),
        CheckConstraint("length(name) BETWEEN 1 AND 40", name="name_length"),
        CheckConstraint("length(narrowed) BETWEEN 2 AND 2000", name="narrowed_length"),
        CheckConstraint("n BETWEEN 1 AND 20", name="at_most_twenty"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    n: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(40))
    folded: Mapped[str] = mapped_column(String(120))
    narrowed: Mapped[str] = mapped_column(Text)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class TeamClockTable(Base):
    """`revision` is the number of the team's last event. `rules_at` is no longer read, and stays for older versions."""

    __tablename__ = "team_clock"
    __table_args__ = (CheckConstraint("revision >= 0 AND last_number >= 0 AND rules_at >= 0", name="counts_up"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, server_default="0")
    last_at: Mapped[datetime] = mapped_column(Instant)
    last_number: Mapped[int] = mapped_column(Integer, server_default="0")
    rules_at: Mapped[int] = mapped_column(Integer, server_default="0")


class WipSlotTable(Base):
    """The number of these rows *is* the WIP limit. A closing slot is deleted as soon as an item leaves any slot."""

    __tablename__ = "wip_slot"
    __table_args__ = (
        CheckConstraint("n BETWEEN 1 AND 99", name="n"),
        CheckConstraint("typeof(closing) = 'integer' AND closing IN (0, 1)", name="closing_type").ddl_if("sqlite"),
        CheckConstraint("typeof(n) = 'integer'", name="n_type").ddl_if("sqlite"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, primary_key=True)
    closing: Mapped[bool] = mapped_column(Boolean, server_default="0")
