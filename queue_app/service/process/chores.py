"""A thread per process that runs due chores every quarter of an hour, and when it is woken.

It starts with the first request.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import cast

from flask import Flask, current_app

from queue_app.service.process.stopping import stopping
from queue_app.store.db.engine import Doors
from queue_app.usecases.chores import give_numbers_back, keep_states, tidy
from queue_app.usecases.forecast.record import due, keep_record
from queue_app.usecases.team.example import delete_removed
from queue_app.usecases.transaction import in_transaction, utc_now

EVERY, LOOK = timedelta(minutes=15), 1.0
"""The time between runs, and the seconds between checks for the end of the process."""

_log = logging.getLogger("topmost.chores")


class Chores:
    """The chores of a process."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._woken = threading.Event()

    def start(self) -> None:
        """Start the thread; later calls do nothing."""
        if self._thread is None and self._starting.acquire(blocking=False):
            self._thread = threading.Thread(target=self._run, name="chores", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Run the chores now. Returns at once."""
        self._woken.set()

    def once(self) -> list[str]:
        """Run what is due, each after the others even if one fails.

        Returns the failures in words; the log has the traces.
        """
        failed: list[str] = []
        self._do(failed, "the daily tidying", lambda: in_transaction(self._doors, tidy, now=utc_now()))
        self._do(failed, "giving back the numbers of dead imports", lambda: give_numbers_back(self._doors))
        self._do(failed, "deleting examples", lambda: in_transaction(self._doors, delete_removed, now=utc_now()))
        self._do(failed, "the daily keeping of the states of areas", lambda: keep_states(self._doors, utc_now()))
        self._do(failed, "looking for records", lambda: self._keep_records(failed))
        return failed

    def _run(self) -> None:
        while not stopping.is_set():
            self._woken.clear()
            self.once()
            self._wait()

    def _keep_records(self, failed: list[str]) -> None:
        for team in due(self._doors, utc_now()):
            if not stopping.is_set():
                self._do(failed, f"the record of team {team}", partial(keep_record, self._doors, team, utc_now()))

    def _do(self, failed: list[str], what: str, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            _log.exception("%s failed and is tried again in %s", what, EVERY)
            failed.append(what)

    def _wait(self) -> None:
        for _ in range(int(EVERY.total_seconds() / LOOK)):
            if self._woken.wait(LOOK) or stopping.is_set():
                return


def make_chores(app: Flask) -> Chores:
    """Make the chores of this process."""
    chores = Chores(app.extensions["doors"])
    app.extensions["chores"] = chores
    return chores


def wake_chores() -> None:
    """Wake the chores of the running application."""
    cast(Chores, current_app.extensions["chores"]).wake()
