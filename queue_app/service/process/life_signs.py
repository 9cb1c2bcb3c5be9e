"""A thread per server that records signs of life. Time without one counts as an outage.

A kill, a stop, a full disk and a lost database all count, since each of them keeps people from working.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from queue_app.service.process.stopping import stopping
from queue_app.store import outages
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.db.version import OtherSchema
from queue_app.usecases.transaction import OutcomeUnknown, in_transaction, utc_now

EVERY_SECONDS = 15.0
_LAST_SECONDS = 2.0
_log = logging.getLogger("topmost.outages")


class LifeSigns:
    """Records the signs of life of this process."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._last: float | None = None

    def give(self) -> None:
        """Record one. If the database does not accept it, the outage continues."""
        began = time.monotonic()
        silence = None if self._last is None else timedelta(seconds=began - self._last)
        try:
            outage = in_transaction(self._doors, outages.sign, now=utc_now(), own_silence=silence)
        except (SQLAlchemyError, DatabaseBusy, OutcomeUnknown, OtherSchema):
            return
        self._last = began
        if outage is not None:
            words = "announced" if outage.announced else "not announced"
            _log.warning("An outage of %.0f s has ended (%s).", outage.lasted.total_seconds(), words)

    def run(self) -> None:
        """Record signs until the process stops, and one at that moment."""
        self.give()
        while not stopping.wait(EVERY_SECONDS):
            self.give()
        self.give()


@contextmanager
def life_signs(doors: Doors) -> Iterator[None]:
    """Record signs of life inside the context, which ends after `stopping` was set."""
    thread = threading.Thread(target=LifeSigns(doors).run, name="life signs", daemon=True)
    thread.start()
    yield
    thread.join(_LAST_SECONDS)
