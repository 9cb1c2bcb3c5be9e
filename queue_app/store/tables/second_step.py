"""The second step of a sign-in: the secret of an authenticator app, and codes for the day on which the phone is lost."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant


class SecondStepTable(Base):
    """A person's second step; asked for once it is confirmed. `sealed` is the secret, encrypted under the server's key.

    `used_step` is the half minute of the last code: neither it nor an earlier one works again.
    """

    __tablename__ = "second_step"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    sealed: Mapped[str] = mapped_column(String(200))
    used_step: Mapped[int] = mapped_column(BigInteger, server_default="0")
    created_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)


class RecoveryCodeTable(Base):
    """A code that works once in place of the app. Its row is deleted when it is used."""

    __tablename__ = "recovery_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
