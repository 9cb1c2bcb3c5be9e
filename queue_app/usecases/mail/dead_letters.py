"""What an operator does with letters that were given up."""

from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.refusals import LetterTooLate
from queue_app.store.mail import outbox


def try_again(connection: Connection, *, letter: int, now: datetime) -> None:
    """Send the letter once more. Raises LetterTooLate if it would be of no use now, or if it was sent or deleted."""
    if not outbox.retry(connection, letter, now):
        raise LetterTooLate


def throw_away(connection: Connection, *, letter: int) -> bool:
    """Delete the letter. Returns whether there was one."""
    return outbox.remove_given_up(connection, letter)
