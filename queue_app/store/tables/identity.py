"""Accounts of people at an identity provider."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant


class IdentityTable(Base):
    """The account of a person at a provider. Its `subject` stays the same when name and address change.

    `last_begun_at` is when the person's last sign-in there began. A sign-in that began no later is a replay.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("person_id", "issuer", name="uq_identity_person_id_issuer"),)

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_begun_at: Mapped[datetime] = mapped_column(Instant)
