"""A person takes another address: at once where no letters are sent, else when they open the link of a letter to it."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.refusals import LinkUsedUp
from queue_app.store.sign_in import links, people
from queue_app.store.sign_in.address_fold import folded
from queue_app.store.sign_in.people import Account
from queue_app.usecases.mail import letters


def send_link(conn: Connection, *, person: int, address: str, locale: str, now: datetime) -> None:
    """Write a letter with a link to the new address. Nobody learns here whether it has an account. For `in_transaction`."""
    account = people.by_id(conn, person)
    if account is not None:
        letters.new_address(conn, account, address, _proof(account), locale, now)


def take_address(
    conn: Connection, *, person: int, before: str, address: str, proof: str | None, tell: bool, now: datetime
) -> None:
    """Give the person another address in place of `before`. Links for a new password end. `tell`: the old address gets a letter.

    Raises LinkUsedUp where they have another address by now, or another password than at the `proof`, EmailTaken. For
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
    """What changes with the password: who changes it after somebody else has asked for an address need not fear that link."""
    return hashlib.sha256(f"address {account.password_hash}".encode()).hexdigest()[:16]
