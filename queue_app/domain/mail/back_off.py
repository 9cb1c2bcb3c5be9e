"""How long a letter that was not delivered waits for its next try, and when it is given up."""

from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480))
"""After the first failure, the second, and so on. A mail server that is down for a night loses nothing."""


def next_try(attempts: int, now: datetime, last_moment: datetime) -> datetime | None:
    """The moment of the next try after so many failed ones; None gives the letter up.

    A letter is of no use after its `last_moment`.
    """
    if attempts > len(WAITS):
        return None
    due = now + WAITS[max(0, attempts - 1)]
    return due if due < last_moment else None
