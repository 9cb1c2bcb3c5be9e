"""How long a letter that was not delivered waits for its next try, and when it is given up."""

from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480))
"""The waits after the first failure, the second, and so on. No letter is lost when a mail server is down for a night."""


def next_try(attempts: int, now: datetime, last_moment: datetime) -> datetime | None:
    """The moment of the next try after `attempts` failures; None: give the letter up.

    A letter is useless after its `last_moment`.
    """
    if attempts > len(WAITS):
        return None
    due = now + WAITS[max(0, attempts - 1)]
    return due if due < last_moment else None
