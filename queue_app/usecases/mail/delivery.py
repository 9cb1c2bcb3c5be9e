"""Delivers the letters of the outbox, one after the other: take a letter, send it outside of transactions, delete it.

Delivery is at least once: if a process dies between sending and deleting, the letter is sent twice, with the same Message-ID.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from queue_app.domain.mail.back_off import next_try
from queue_app.store.db.engine import Doors
from queue_app.store.mail import outbox
from queue_app.store.mail.outbox import Letter
from queue_app.store.sign_in import links, people
from queue_app.usecases.mail.letters import RESET_WAITS
from queue_app.usecases.sign_in import secrets, security_log
from queue_app.usecases.transaction import in_transaction, utc_now

BUSY = timedelta(minutes=5)
"""A process that does not report back within this time has died. It is longer than a mail server may take."""
AT_ONCE = 100
MOST_RESETS = 3
"""The most links for a new password that a person has at a time, so that nobody can flood the mailbox of another person."""


class NotDelivered(Exception):
    """The mail server did not accept a letter. `for_ever`: it never will."""

    def __init__(self, why: str, *, for_ever: bool = False) -> None:
        super().__init__(why)
        self.for_ever = for_ever


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many letters were sent, put off and given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def deliver(
    doors: Doors,
    send: Callable[[Letter], None],
    link_secret: Callable[[str], str],
    clock_now: Callable[[], datetime] = utc_now,
) -> Delivered:
    """Send the letters that are due. `send` may raise NotDelivered; `link_secret` makes the secret of a link from a nonce."""
    done = Delivered()
    for _ in range(AT_ONCE):
        with doors.reading() as conn:
            if not outbox.any_due(conn, clock_now()):
                break
        letter = in_transaction(doors, _take, link_secret=link_secret, now=clock_now())
        if letter is not None:
            done = _delivered(doors, letter, send, clock_now, done)
    return done


def _delivered(
    doors: Doors, letter: Letter, send: Callable[[Letter], None], clock_now: Callable[[], datetime], done: Delivered
) -> Delivered:
    try:
        send(letter)
    except NotDelivered as failure:
        now = clock_now()
        due = None if failure.for_ever else next_try(letter.attempts, now, letter.expires_at)
        in_transaction(doors, outbox.put_off, letter=letter.id, due=due, error=str(failure), now=now)
        if due is not None:
            return replace(done, put_off=done.put_off + 1)
        security_log.note("letter-given-up", kind=letter.kind, attempts=letter.attempts)
        return replace(done, given_up=done.given_up + 1)
    in_transaction(doors, outbox.remove, letter=letter.id)
    return replace(done, sent=done.sent + 1)


def _take(conn: Connection, link_secret: Callable[[str], str], now: datetime) -> Letter | None:
    letter = outbox.take(conn, now, now + BUSY)
    return _with_link(conn, letter, link_secret, now) if letter and letter.kind == "reset" else letter


def _with_link(conn: Connection, letter: Letter, link_secret: Callable[[str], str], now: datetime) -> Letter | None:
    """The letter about a new password, to the account's own address instead of the typed one.

    None if there is no account, or if it has too many links: then the letter is deleted.
    """
    account = people.by_email(conn, letter.address)
    link = secrets.hash_of(link_secret(letter.about["nonce"]))
    made = links.find_link(conn, link, "reset", now)
    if account is None or not account.active or (not made and links.resets(conn, account.id, now) >= MOST_RESETS):
        outbox.remove(conn, letter.id)
        return None
    if made is None:
        links.make(conn, link, "reset", now, now + RESET_WAITS, person_id=account.id)
    return replace(letter, address=account.email, locale=account.locale or letter.locale)
