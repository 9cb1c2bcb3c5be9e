"""Links that open one page of a team without an account: the radiator or the forecast. Secrets are stored as hashes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


class PageLinkTable(Base):
    """A link that opens one page, read-only, without a sign-in, until it is revoked."""

    __tablename__ = "page_link"
    __table_args__ = (
        UniqueConstraint("hash", name="uq_page_link_hash"),
        CheckConstraint("page IN ('radiator', 'forecast')", name="page"),
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_length"),
        Index("ix_page_link_team", "team_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    page: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(80))
    hash: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
