"""The letters that people get. Each is put into the outbox by the transaction that it reports.

No letter in the outbox holds the secret of a link. It holds a nonce, and the secret is made from it when the letter is sent.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from queue_app.domain.team.rights import Role
from queue_app.store.mail import outbox
from queue_app.store.sign_in import people
from queue_app.store.sign_in.people import Account

RESET_WAITS = timedelta(minutes=60)
ALERT_WAITS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Invited:
    """The contents of an invitation: the team, the role in it, who invites, and the nonce of the link."""

    team: str
    role: Role
    by: str
    nonce: str


def invitation(conn: Connection, address: str, invited: Invited, locale: str, now: datetime, lasts: timedelta) -> None:
    """Write an invitation. The address may have no account."""
    outbox.put_in(conn, "invitation", address, now, lasts, locale=locale, about=asdict(invited))


def reset(conn: Connection, *, address: str, locale: str, now: datetime) -> None:
    """Write a letter about a new password to an address as typed.

    The account is looked up when the letter is sent. So a request takes the same steps and time with and without an account.
    """
    about = {"nonce": secrets.token_urlsafe()}
    outbox.put_in(conn, "reset", address, now, RESET_WAITS, locale=locale, about=about)


def new_browser(conn: Connection, person: int, client: str, now: datetime) -> None:
    """Tell a person about a sign-in from a browser that they had not used before."""
    account = people.by_id(conn, person)
    if account is not None and account.email:
        about = {"name": account.name, "client": client, "at": now.isoformat()}
        outbox.put_in(conn, "new_browser", account.email, now, ALERT_WAITS, locale=account.locale, about=about)


def new_address(conn: Connection, account: Account, address: str, proof: str, locale: str, now: datetime) -> None:
    """Write to an address to confirm that it belongs to this person. `proof` is in the link."""
    about = {"person": account.id, "name": account.name, "before": account.email, "proof": proof}
    outbox.put_in(conn, "new_address", address, now, RESET_WAITS, locale=account.locale or locale, about=about)


def old_address(conn: Connection, account: Account, now: datetime) -> None:
    """Tell the old address that the account has another one now. `account` is from before the change."""
    if account.email:
        about = {"name": account.name}
        outbox.put_in(conn, "old_address", account.email, now, ALERT_WAITS, locale=account.locale, about=about)
