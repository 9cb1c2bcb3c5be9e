"""Runs a long import in a thread of its own, with progress that can be read and a way to cancel it.

The progress is in a row, where any process can read it and cancel the import. The import is one transaction, so it changes
nothing if it is cancelled or its server stops.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError

from queue_app.domain.errors import UserError
from queue_app.domain.refusals import ImportCancelled, ImportFailed, ImportsBusy
from queue_app.service.process.chores import wake_chores
from queue_app.service.process.database import doors
from queue_app.service.process.free_memory import give_back
from queue_app.service.process.stopping import stopping
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.importing import under_way as rows
from queue_app.store.importing.uploads import UploadOwner
from queue_app.usecases.importing import under_way
from queue_app.usecases.importing.prepared_import import Progress
from queue_app.usecases.transaction import OutcomeUnknown, in_transaction, utc_now

MANY = 5_000
"""Imports with at least this many rows are long."""
LARGE = 1024 * 1024
"""Files with at least this many bytes are long: reading them takes time too."""
MOST_AT_ONCE = 3
EVERY = 1.0
"""Seconds between two updates of the progress."""

_log = logging.getLogger("topmost.imports")
_AWAY = (DBAPIError, DatabaseBusy, OutcomeUnknown)
Work = Callable[[Progress], object]
"""The import itself. It calls its argument with (items written, all items)."""


@dataclass(slots=True)
class LongImport:
    """A running import of a file: `done` of `of` items are written."""

    whose: UploadOwner
    file: str
    of: int = 0
    done: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, of: int) -> None:
        """Record the progress. Raises ImportCancelled."""
        self.done, self.of = done, of
        with doors().reading() as conn:
            row = under_way.of_file(conn, self.whose, self.file)
        if stopping.is_set() or (row is not None and row.cancelled):
            raise ImportCancelled

    def run(self, app: Flask, work: Work) -> None:
        """Run the import and record its outcome."""
        refused: UserError | None = None
        with app.app_context():
            telling = threading.Thread(target=self._tell, args=(app,), name="import, telling", daemon=True)
            telling.start()
            try:
                work(self.progress)
            except UserError as wrong:
                refused = wrong
            except (
                Exception
            ):  # The items may be committed: the answer to COMMIT can be lost, and so can the note below.
                _log.exception("An import failed")
                refused = ImportFailed()
            finally:
                self.ended.set()
                telling.join()
                give_back()
            with suppress(*_AWAY):  # Then the old time in its row says so.
                told = under_way.stored(refused) if refused else None
                in_transaction(doors(), rows.end, whose=self.whose, file=self.file, refused=told)
            wake_chores()

    def _tell(self, app: Flask) -> None:
        """Update the row every second. The import cannot do it itself: while it reads the file it makes no call, and SQLite
        has one writer."""
        with app.app_context():
            while not self.ended.wait(EVERY):
                with suppress(*_AWAY):
                    tell = partial(rows.tell, whose=self.whose, file=self.file, done=self.done, of=self.of)
                    in_transaction(doors(), tell, now=utc_now())


class LongImports:
    """The long imports of this process. They are few, since each holds its whole file in memory."""

    def __init__(self) -> None:
        self._running: list[LongImport] = []
        self._lock = threading.Lock()

    def start(self, whose: UploadOwner, file: str, work: Work, of: int = 0) -> None:
        """Start one with `of` items (0: not known yet), unless a process is importing the file already. Raises ImportsBusy."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        with self._lock:
            self._running = [one for one in self._running if not one.ended.is_set()]
            if len(self._running) >= MOST_AT_ONCE:
                raise ImportsBusy
            if not in_transaction(doors(), under_way.begin, whose=whose, file=file, of=of, now=utc_now()):
                return
            started = LongImport(whose, file, of)
            self._running.append(started)
        threading.Thread(target=started.run, args=(app, work), name="import", daemon=True).start()


def long_imports() -> LongImports:
    """The long imports of the running application."""
    imports: LongImports = current_app.extensions.setdefault("long_imports", LongImports())
    return imports
