"""A circuit breaker for a database that does not answer: after the first time-out one caller at a time tries, and all others
are refused at once.

Otherwise every thread of the server would wait for the same time-out, and new requests would queue behind them.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

PAUSE_SECONDS, TRY_SECONDS = 1.0, 10.0
"""Seconds between two tries; seconds after which an unfinished try no longer prevents another."""


class DatabaseBusy(Exception):
    """Other writes took too long, or the database does not answer. Nothing was written."""


class Silence:
    """Whether the database was silent when it was last asked."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._silent = False
        self._next_try = 0.0

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Watch a use of the database. Raises DatabaseBusy at once during a silence, unless it is time to try again."""
        self._refuse()
        try:
            yield
        except DBAPIError as error:
            from queue_app.store.db.postgres import is_silence

            self._next_try = time.monotonic() + PAUSE_SECONDS
            self._silent = is_silence(error.orig)
            raise
        except DatabaseBusy:
            raise
        except Exception:
            self._silent = False
            raise
        self._silent = False

    def _refuse(self) -> None:
        if not self._silent:
            return
        with self._turn:
            now = time.monotonic()
            if now < self._next_try:
                raise DatabaseBusy
            self._next_try = now + TRY_SECONDS
