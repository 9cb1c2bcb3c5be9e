"""The outbox: letters that are written in a transaction and sent after it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Json, Key


class OutboxTable(Base):
    """A letter that is not sent yet. It is deleted when a mail server has accepted it.

    `about` has the values for its text. It holds no secret: the secret of a link is computed from its nonce and the server's
    key. `failed_at` is when the letter was given up, because of `error`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("kind IN ('invitation', 'reset', 'new_browser', 'new_address', 'old_address')", name="kind"),
        Index("ix_outbox_due", "due_at"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str | None] = mapped_column(String(16))
    about: Mapped[dict[str, Any]] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    failed_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str] = mapped_column(String(200), server_default="")
