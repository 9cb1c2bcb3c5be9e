"""The accounts of people at an identity provider."""

from datetime import datetime

from sqlalchemy import Connection, and_, delete, exists, insert, select, update

from queue_app.domain.team.rights import Role
from queue_app.store.tables import IDENTITY, MEMBERSHIP, PERSON, TEAM


def find_identity(connection: Connection, issuer: str, subject: str) -> int | None:
    """The person with this subject at the provider."""
    of = select(IDENTITY.c.person_id).where(IDENTITY.c.issuer == issuer, IDENTITY.c.subject == subject)
    return connection.execute(of).scalar_one_or_none()


def lock_person(connection: Connection, person: int) -> None:
    """Lock the person's row, so that two transactions do not add an identity at the same time."""
    connection.execute(select(PERSON.c.id).where(PERSON.c.id == person).with_for_update())


def has_another(connection: Connection, issuer: str, person: int) -> bool:
    """Whether the person already has a subject at the provider."""
    of = exists().where(IDENTITY.c.issuer == issuer, IDENTITY.c.person_id == person)
    return bool(connection.execute(select(of)).scalar_one())


def add_identity(
    connection: Connection, issuer: str, subject: str, person: int, begun: datetime, now: datetime
) -> None:
    """Store the person's subject at the provider."""
    row = {"issuer": issuer, "subject": subject, "person_id": person, "created_at": now, "last_begun_at": begun}
    connection.execute(insert(IDENTITY).values(row))


def use(connection: Connection, issuer: str, subject: str, begun: datetime) -> bool:
    """Store when a sign-in began. Returns False if it began no later than the one before."""
    of = and_(IDENTITY.c.issuer == issuer, IDENTITY.c.subject == subject, IDENTITY.c.last_begun_at < begun)
    return connection.execute(update(IDENTITY).where(of).values(last_begun_at=begun)).rowcount == 1


def a_manager_came_in(connection: Connection, issuer: str) -> bool:
    """Whether a manager of any active team has signed in with the provider."""
    managing = (MEMBERSHIP.c.person_id == IDENTITY.c.person_id, MEMBERSHIP.c.role == Role.MANAGER.value)
    in_use = (TEAM.c.id == MEMBERSHIP.c.team_id, TEAM.c.archived_at.is_(None))
    return bool(
        connection.execute(select(exists().where(IDENTITY.c.issuer == issuer, *managing, *in_use))).scalar_one()
    )


def forget_all(connection: Connection, person: int) -> None:
    """Delete all identities of the person."""
    connection.execute(delete(IDENTITY).where(IDENTITY.c.person_id == person))
