"""What an import does longer than an answer may take: it runs in a thread of its own, says how far it is, and can be cancelled.

A row keeps how far it is. Any process reads it and cancels the import there. Until its one transaction is
committed nothing of it is there: a cancelled import, and one whose server stops, changes nothing.
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
"""From this many rows on."""
LARGE = 1024 * 1024
"""From this many bytes on: to read them takes time too."""
MOST_AT_ONCE = 3
EVERY = 1.0
"""Seconds between two signs of life."""

_log = logging.getLogger("topmost.imports")
_AWAY = (DBAPIError, DatabaseBusy, OutcomeUnknown)
Work = Callable[[Progress], object]
"""What is done. It calls with the items written and their number."""


@dataclass(slots=True)
class LongImport:
    """An import of a file on its way: `done` of `of` items are written."""

    whose: UploadOwner
    file: str
    of: int = 0
    done: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, of: int) -> None:
        """Note how far it is. Raises ImportCancelled."""
        self.done, self.of = done, of
        with doors().reading() as conn:
            row = under_way.of_file(conn, self.whose, self.file)
        if stopping.is_set() or (row is not None and row.cancelled):
            raise ImportCancelled

    def run(self, app: Flask, work: Work) -> None:
        """Do it, whatever comes of it."""
        refused: UserError | None = None
        with app.app_context():
            telling = threading.Thread(target=self._tell, args=(app,), name="import, telling", daemon=True)
            telling.start()
            try:
                work(self.progress)
            except UserError as wrong:
                refused = wrong
            except Exception:  # It may be written: COMMIT can be lost, and so can what is noted after it.
                _log.exception("An import failed")
                refused = ImportFailed()
            finally:
                self.ended.set()
                telling.join()
                give_back()
            with suppress(*_AWAY):  # Then its row says so by its silence.
                told = under_way.stored(refused) if refused else None
                in_transaction(doors(), rows.end, whose=self.whose, file=self.file, refused=told)
            wake_chores()

    def _tell(self, app: Flask) -> None:
        """Say every second how far it is. Reading a file calls nobody, and SQLite has one writer, which may be this import."""
        with app.app_context():
            while not self.ended.wait(EVERY):
                with suppress(*_AWAY):
                    tell = partial(rows.tell, whose=self.whose, file=self.file, done=self.done, of=self.of)
                    in_transaction(doors(), tell, now=utc_now())


class LongImports:
    """Those of this process. Each holds its whole file in memory, so they are few."""

    def __init__(self) -> None:
        self._running: list[LongImport] = []
        self._lock = threading.Lock()

    def start(self, whose: UploadOwner, file: str, work: Work, of: int = 0) -> None:
        """Begin one of `of` items (0: not known yet), unless the file is on its way in some process. Raises ImportsBusy."""
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
    """Those of the running application."""
    imports: LongImports = current_app.extensions.setdefault("long_imports", LongImports())
    return imports
