"""What people get letters about. Each is put into the outbox by the transaction that it tells of.

No letter in the outbox holds the secret of a link. It has a nonce, and the secret is made from it where the letter is sent.
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
    """What an invitation tells: the team, the role in it, and who invites."""

    team: str
    role: Role
    by: str
    nonce: str


def invitation(conn: Connection, address: str, invited: Invited, locale: str, now: datetime, lasts: timedelta) -> None:
    """Write an invitation to somebody who perhaps has no account."""
    outbox.put_in(conn, "invitation", address, now, lasts, locale=locale, about=asdict(invited))


def reset(conn: Connection, *, address: str, locale: str, now: datetime) -> None:
    """Write a letter about a new password to an address as typed.

    Whether it has an account is found out when it is sent. So asking takes the same steps, and the same time, for everybody.
    """
    about = {"nonce": secrets.token_urlsafe()}
    outbox.put_in(conn, "reset", address, now, RESET_WAITS, locale=locale, about=about)


def new_browser(conn: Connection, person: int, client: str, now: datetime) -> None:
    """Tell a person of a sign-in from a browser that they did not use before."""
    account = people.by_id(conn, person)
    if account is not None and account.email:
        about = {"name": account.name, "client": client, "at": now.isoformat()}
        outbox.put_in(conn, "new_browser", account.email, now, ALERT_WAITS, locale=account.locale, about=about)


def new_address(conn: Connection, account: Account, address: str, proof: str, locale: str, now: datetime) -> None:
    """Ask at an address whether it belongs to this person. `proof` is in its link."""
    about = {"person": account.id, "name": account.name, "before": account.email, "proof": proof}
    outbox.put_in(conn, "new_address", address, now, RESET_WAITS, locale=account.locale or locale, about=about)


def old_address(conn: Connection, account: Account, now: datetime) -> None:
    """Tell the old address that the account has another one. `account` is as it was."""
    if account.email:
        about = {"name": account.name}
        outbox.put_in(conn, "old_address", account.email, now, ALERT_WAITS, locale=account.locale, about=about)
