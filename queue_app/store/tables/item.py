"""The work item. The schema refuses a tie (two items with one rank) and a WIP overrun (two items in one slot)."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.domain import inputs
from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key

READY = "state = 'waiting' AND block_id IS NULL"
"""Literal, because PostgreSQL uses a partial index only if the query has exactly its predicate."""

NOT_PLACED = "NOT placed"
PIECE = "origin_id IS NOT NULL"


class ItemTable(Base):
    """A work item. `rank` orders the open items. In progress it takes a `slot`, and if an agent pulled it also an
    `agent_slot`."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("team_id", "rank", name="uq_item_team_id_rank"),
        UniqueConstraint("team_id", "slot", name="uq_item_team_id_slot"),
        UniqueConstraint("team_id", "agent_slot", name="uq_item_team_id_agent_slot"),
        UniqueConstraint("team_id", "id", name="uq_item_team_id_id"),
        UniqueConstraint("team_id", "number", name="uq_item_team_id_number"),
        UniqueConstraint("team_id", "reference", name="uq_item_team_id_reference"),
        ForeignKeyConstraint(["team_id", "slot"], ["wip_slot.team_id", "wip_slot.n"], name="fk_item_slot"),
        ForeignKeyConstraint(
            ["team_id", "agent_slot"], ["agent_slot.team_id", "agent_slot.n"], name="fk_item_agent_slot"
        ),
        ForeignKeyConstraint(["team_id", "origin_id"], ["item.team_id", "item.id"], name="fk_item_origin"),
        ForeignKeyConstraint(
            ["team_id", "block_id"], ["block.team_id", "block.id"], name="fk_item_block", use_alter=True
        ),
        CheckConstraint("state IN ('waiting', 'in_progress', 'finished', 'dropped')", name="state"),
        CheckConstraint("(state = 'in_progress') = (slot IS NOT NULL)", name="slot_while_in_progress"),
        CheckConstraint("agent_slot IS NULL OR slot IS NOT NULL", name="agent_slot_while_in_progress"),
        CheckConstraint("ready IS NULL OR slot IS NOT NULL", name="ready_while_in_progress"),
        CheckConstraint("(state IN ('finished', 'dropped')) = (rank IS NULL)", name="rank_while_open"),
        CheckConstraint("(state = 'finished') = (finished_on IS NOT NULL)", name="finished_day"),
        CheckConstraint("finished_at IS NULL OR state = 'finished'", name="finished_moment"),
        CheckConstraint("finished_at IS NOT NULL OR state <> 'finished' OR imported", name="finish_known"),
        CheckConstraint("(state = 'dropped') = (dropped_at IS NOT NULL)", name="dropped_moment"),
        CheckConstraint(
            "started_on IS NOT NULL OR state NOT IN ('in_progress', 'finished') OR imported", name="start_known"
        ),
        CheckConstraint("started_at IS NULL OR started_on IS NOT NULL", name="started_day"),
        CheckConstraint("finished_on >= started_on", name="finish_after_start"),
        CheckConstraint("NOT urgent OR rank IS NOT NULL", name="urgent_while_open"),
        CheckConstraint("block_id IS NULL OR rank IS NOT NULL", name="blocked_while_open"),
        CheckConstraint("origin_id <> id", name="origin_is_another"),
        CheckConstraint("number BETWEEN 1 AND 2147483647", name="number"),
        CheckConstraint(f"length(title) BETWEEN 1 AND {inputs.TITLE}", name="title_length"),
        CheckConstraint(f"length(words) <= {inputs.WORDS}", name="words_length"),
        CheckConstraint(f"length(reason) BETWEEN 1 AND {inputs.REASON}", name="reason_length"),
        CheckConstraint(f"length(company) BETWEEN 1 AND {inputs.REASON}", name="company_length"),
        CheckConstraint(f"length(reference) BETWEEN 1 AND {inputs.REFERENCE}", name="reference_length"),
        CheckConstraint(f"length(people_only) BETWEEN 1 AND {inputs.REASON}", name="people_only_length"),
        CheckConstraint(f"length(ready) BETWEEN 1 AND {inputs.REASON}", name="ready_length"),
        CheckConstraint("typeof(rank) IN ('integer', 'null')", name="rank_type").ddl_if("sqlite"),
        CheckConstraint("typeof(slot) IN ('integer', 'null')", name="slot_type").ddl_if("sqlite"),
        Index("ix_item_ready", "team_id", "rank", sqlite_where=text(READY), postgresql_where=text(READY)),
        Index("uq_item_urgent", "team_id", unique=True, sqlite_where=text("urgent"), postgresql_where=text("urgent")),
        Index(
            "ix_item_not_placed", "team_id", "rank", sqlite_where=text(NOT_PLACED), postgresql_where=text(NOT_PLACED)
        ),
        Index("ix_item_finished", "team_id", "finished_on", "id"),
        Index("ix_item_dropped", "team_id", "dropped_at"),
        Index("ix_item_came", "team_id", "came_on", "id"),
        Index("ix_item_piece", "team_id", "finished_on", sqlite_where=text(PIECE), postgresql_where=text(PIECE)),
        Index("ix_item_origin", "team_id", "origin_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(inputs.TITLE))
    reference: Mapped[str | None] = mapped_column(String(inputs.REFERENCE))
    state: Mapped[str] = mapped_column(String(11))
    rank: Mapped[int | None] = mapped_column(BigInteger)
    slot: Mapped[int | None] = mapped_column(Integer)
    urgent: Mapped[bool] = mapped_column(Boolean, server_default="0")
    placed: Mapped[bool] = mapped_column(Boolean, server_default="1")
    imported: Mapped[bool] = mapped_column(Boolean, server_default="0")
    improvement: Mapped[bool] = mapped_column(Boolean, server_default="0")
    origin_id: Mapped[int | None] = mapped_column(Key)
    block_id: Mapped[int | None] = mapped_column(Key)
    reason_kind: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(inputs.REASON))
    company: Mapped[str | None] = mapped_column(String(inputs.REASON))
    agent_slot: Mapped[int | None] = mapped_column(Integer)
    people_only: Mapped[str | None] = mapped_column(String(inputs.REASON))  # why agents may not pull it
    ready: Mapped[str | None] = mapped_column(String(inputs.REASON))  # what an agent says is ready to be looked at
    run: Mapped[int] = mapped_column(Integer, server_default="0")  # how often it was pulled; stints belong to a run
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    created_at: Mapped[datetime] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    started_on: Mapped[date | None] = mapped_column(Date)
    put_back_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_on: Mapped[date | None] = mapped_column(Date)
    dropped_at: Mapped[datetime | None] = mapped_column(Instant)
    # Long columns come last: SQLite reads a row from its beginning, and most reads do not need them.
    words: Mapped[str] = mapped_column(Text, server_default="")
    folded: Mapped[str] = mapped_column(Text, server_default="")  # title, reference, words, by search_fold
    came_on: Mapped[date | None] = mapped_column(
        Date
    )  # its first known day: the day of its creation, or an earlier one from an import
    dropped_on: Mapped[date | None] = mapped_column(Date)
