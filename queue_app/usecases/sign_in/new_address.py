"""A person changes their address: at once if mail is not configured, else by opening a link that is sent to the new address."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.refusals import LinkUsedUp
from queue_app.store.sign_in import links, people
from queue_app.store.sign_in.address_fold import folded
from queue_app.store.sign_in.people import Account
from queue_app.usecases.mail import letters


def send_link(conn: Connection, *, person: int, address: str, locale: str, now: datetime) -> None:
    """Write a letter with a link to the new address. It does not reveal whether that has an account. For `in_transaction`."""
    account = people.by_id(conn, person)
    if account is not None:
        letters.new_address(conn, account, address, _proof(account), locale, now)


def take_address(
    conn: Connection, *, person: int, before: str, address: str, proof: str | None, tell: bool, now: datetime
) -> None:
    """Replace the person's address `before`, and end links for a new password. `tell`: the old address gets a letter.

    Raises EmailTaken, and LinkUsedUp if the address has changed since, or the password since the `proof`. For
    `in_transaction`.
    """
    account = people.by_id(conn, person)
    if account is None or folded(account.email) != folded(before) or proof not in (None, _proof(account)):
        raise LinkUsedUp
    people.set_email(conn, person, address)
    links.end_resets(conn, person, now)
    if tell and folded(address) != folded(before):
        letters.old_address(conn, account, now)


def _proof(account: Account) -> str:
    """A value that changes with the password: a new password ends links for an address that somebody else asked for."""
    return hashlib.sha256(f"address {account.password_hash}".encode()).hexdigest()[:16]
