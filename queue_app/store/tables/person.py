"""People, their memberships, and their credentials: sessions, one-time links, tokens. Secrets are hashes."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.domain import inputs
from queue_app.store.db.base import Base
from queue_app.store.db.types import Instant, Key


class PersonTable(Base):
    """An account. It cannot sign in by password without one. A forgotten person keeps the row and loses name and address.

    `locale`, `theme`, `density` and `keys` are the person's choices. By default language and theme are those of the browser,
    the density depends on the pointer, and single keys are on.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("email_folded", name="uq_person_email_folded"),
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_length"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    email: Mapped[str | None] = mapped_column(String(inputs.EMAIL))
    email_folded: Mapped[str | None] = mapped_column(String(inputs.EMAIL))
    name: Mapped[str] = mapped_column(String(inputs.NAME))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(Instant)
    deactivated_at: Mapped[datetime | None] = mapped_column(Instant)
    locale: Mapped[str | None] = mapped_column(String(16))
    density: Mapped[str | None] = mapped_column(String(16))
    theme: Mapped[str | None] = mapped_column(String(16))
    keys: Mapped[str | None] = mapped_column(String(16))


class MembershipTable(Base):
    """The role of a person in a team."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("role IN ('observer', 'member', 'manager')", name="role"),
        Index("ix_membership_person", "person_id"),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(8))
    since: Mapped[datetime] = mapped_column(Instant)


class SessionTable(Base):
    """A sign-in. The cookie has the id, this row its hash; deleting the row ends the session."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_person", "person_id"),)

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    client: Mapped[str] = mapped_column(String(120), server_default="")


class DeviceTable(Base):
    """A browser from which a person signed in. Its cookie has the secret, this row the hash. Several people may use one
    browser. `confirmed`: the person knows about it.
    """

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_person", "person_id"),)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    client: Mapped[str] = mapped_column(String(120), server_default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen: Mapped[datetime] = mapped_column(Instant)
    confirmed: Mapped[bool] = mapped_column(Boolean, server_default="0")


class OneTimeLinkTable(Base):
    """A link that works once, for one purpose: the first set-up, an invitation to a team, or a new password.

    An invitation may admit several `people`: this is how many may still join. The last one uses it up.
    """

    __tablename__ = "one_time_link"
    __table_args__ = (
        CheckConstraint("purpose IN ('setup', 'invitation', 'reset')", name="purpose"),
        CheckConstraint("(purpose = 'invitation') = (team_id IS NOT NULL)", name="invitation_team"),
        CheckConstraint("(purpose = 'invitation') = (role IS NOT NULL)", name="invitation_role"),
        CheckConstraint("(purpose = 'reset') = (person_id IS NOT NULL)", name="reset_person"),
        CheckConstraint("role IN ('observer', 'member', 'manager')", name="role"),
        CheckConstraint("people BETWEEN 1 AND 50", name="people"),
    )

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    role: Mapped[str | None] = mapped_column(String(8))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    email: Mapped[str | None] = mapped_column(String(inputs.EMAIL))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    people: Mapped[int] = mapped_column(Integer, server_default="1")


class ThrottleTable(Base):
    """Failed sign-ins for each account and each address, counted across processes and restarts."""

    __tablename__ = "throttle"
    __table_args__ = (CheckConstraint("kind IN ('account', 'address')", name="kind"),)

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)


class ApiTokenTable(Base):
    """A person's token for one team. It never has more rights than the person's role there. With the scope `agent` it is an
    agent: `name` is the agent's name and the person its sponsor.
    """

    __tablename__ = "api_token"
    __table_args__ = (
        UniqueConstraint("hash", name="uq_api_token_hash"),
        UniqueConstraint("team_id", "id", name="uq_api_token_team_id_id"),
        CheckConstraint("scope IN ('read', 'work', 'manage', 'agent')", name="scope"),
        Index("ix_api_token_team", "team_id", "person_id"),
        ForeignKeyConstraint(
            ["team_id", "person_id"],
            ["membership.team_id", "membership.person_id"],
            name="fk_api_token_membership",
            ondelete="CASCADE",
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(Key)
    person_id: Mapped[int] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(inputs.NAME))
    scope: Mapped[str] = mapped_column(String(6))
    hash: Mapped[str] = mapped_column(String(64))
    hint: Mapped[str] = mapped_column(String(8))
    is_bot: Mapped[bool] = mapped_column(Boolean, server_default="0")
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
