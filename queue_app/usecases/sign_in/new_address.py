"""A person takes another address: at once where no letters are sent, else when they open the link of a letter to it."""

from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.refusals import LinkUsedUp
from queue_app.store.sign_in import links, people
from queue_app.store.sign_in.address_fold import folded
from queue_app.usecases.mail import letters


def send_link(conn: Connection, *, person: int, address: str, locale: str, now: datetime) -> None:
    """Write a letter with a link to the new address. Nobody learns here whether it has an account. For `in_transaction`."""
    account = people.by_id(conn, person)
    if account is not None:
        letters.new_address(conn, account, address, locale, now)


def take_address(conn: Connection, *, person: int, before: str, address: str, tell: bool, now: datetime) -> None:
    """Give the person another address in place of `before`. Links for a new password end. `tell`: the old address gets a letter.

    Raises LinkUsedUp where they have another address by now, EmailTaken. For `in_transaction`.
    """
    account = people.by_id(conn, person)
    if account is None or folded(account.email) != folded(before):
        raise LinkUsedUp
    people.set_email(conn, person, address)
    links.end_resets(conn, person, now)
    if tell and folded(address) != folded(before):
        letters.old_address(conn, account, now)
