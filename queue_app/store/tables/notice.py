"""The operator's notice, which every page shows until a time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant


class NoticeTable(Base):
    """The notice of the installation, which has at most one."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("length(words) BETWEEN 1 AND 300", name="words_length"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(String(300))
    until: Mapped[datetime] = mapped_column(Instant)
