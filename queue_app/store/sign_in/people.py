"""Accounts: found by id or by address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, insert, select, update

from queue_app.store.sign_in.address_fold import folded
from queue_app.store.tables import PERSON


@dataclass(frozen=True, slots=True)
class Account:
    """The facts of a person that signing in needs."""

    id: int
    name: str
    email: str
    password_hash: str | None
    active: bool
    locale: str | None = None


def create(connection: Connection, name: str, email: str, password_hash: str | None, at: datetime) -> int:
    """Insert an account; returns its id. A taken address violates uq_person_email_folded."""
    row = {"name": name, "email": email, "email_folded": folded(email), "password_hash": password_hash}
    created = connection.execute(insert(PERSON).values(created_at=at, **row).returning(PERSON.c.id))
    return int(created.scalar_one())


def any_account(connection: Connection) -> bool:
    """Whether there is any account at all."""
    return bool(connection.execute(select(exists(select(PERSON.c.id)))).scalar_one())


def by_email(connection: Connection, email: str) -> Account | None:
    """The account with this address, however it is spelled."""
    return _account(connection, PERSON.c.email_folded == folded(email))


def by_id(connection: Connection, person: int) -> Account | None:
    """The account with this id."""
    return _account(connection, PERSON.c.id == person)


def set_name(connection: Connection, person: int, name: str) -> None:
    """Store a new name."""
    _change(connection, person, name=name)


def set_password(connection: Connection, person: int, password_hash: str) -> None:
    """Store a new password hash."""
    _change(connection, person, password_hash=password_hash)


def set_email(connection: Connection, person: int, email: str) -> None:
    """Store a new address. A taken address violates uq_person_email_folded."""
    _change(connection, person, email=email, email_folded=folded(email))


def set_display(connection: Connection, person: int, **chosen: str | None) -> None:
    """Store the person's choices of `locale`, `theme`, `density` and `keys`; None means no choice."""
    _change(connection, person, **chosen)


def forget(connection: Connection, person: int, at: datetime) -> None:
    """Remove name, address, password and display. The row stays, because the history refers to it."""
    _change(
        connection,
        person,
        name="somebody who left",
        email=None,
        email_folded=None,
        password_hash=None,
        **dict.fromkeys(("locale", "theme", "density", "keys")),
        deactivated_at=at,
    )


def _change(connection: Connection, person: int, **values: Any) -> None:
    connection.execute(update(PERSON).where(PERSON.c.id == person).values(**values))


def _account(connection: Connection, condition: Any) -> Account | None:
    columns = (PERSON.c.id, PERSON.c.name, PERSON.c.email, PERSON.c.password_hash, PERSON.c.deactivated_at)
    row = connection.execute(select(*columns, PERSON.c.locale).where(condition)).one_or_none()
    if row is None:
        return None
    return Account(row.id, row.name, row.email or "", row.password_hash, row.deactivated_at is None, row.locale)
