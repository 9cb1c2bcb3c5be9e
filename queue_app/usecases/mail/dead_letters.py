"""What an operator does with letters that were given up."""

from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.refusals import LetterTooLate
from queue_app.store.mail import outbox


def try_again(connection: Connection, *, letter: int, now: datetime) -> None:
    """Send it once more. Raises LetterTooLate where nobody could use it now, or where it has gone."""
    if not outbox.retry(connection, letter, now):
        raise LetterTooLate


def throw_away(connection: Connection, *, letter: int) -> bool:
    """Delete it; whether it was there."""
    return outbox.remove_given_up(connection, letter)
