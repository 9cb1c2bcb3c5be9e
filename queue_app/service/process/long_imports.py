"""Imports that take longer than an answer may: each runs in a thread of its own, says how far it is, and can be cancelled.

Until its one transaction is committed nothing of it is there: a cancelled import, and one whose server stops, changes nothing.
"""

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from flask import Flask, current_app

from queue_app.domain.errors import UserError
from queue_app.domain.refusals import ImportCancelled, ImportFailed, ImportsBusy
from queue_app.service.process.stopping import stopping
from queue_app.usecases.importing.prepared_import import Progress

MANY = 5_000
"""From this many rows on."""
LARGE = 1024 * 1024
"""From this many bytes of an export on: its images take time."""
MOST_AT_ONCE = 3

_log = logging.getLogger("topmost.imports")
Write = Callable[[Progress], None]
"""Does the import, and calls with the items written and their number."""


@dataclass(slots=True)
class LongImport:
    """An import of a file on its way: `done` of `of` items are written. `refused`: why it came to nothing."""

    file: str
    of: int
    done: int = 0
    ended: bool = False
    refused: UserError | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, of: int) -> None:
        """Note how far it is. Raises ImportCancelled."""
        self.done, self.of = done, of
        if self.cancelled.is_set() or stopping.is_set():
            raise ImportCancelled

    def run(self, app: Flask, write: Write) -> None:
        """Do it, whatever comes of it."""
        try:
            with app.app_context():
                write(self.progress)
        except UserError as wrong:
            wrong.__cause__ = wrong.__context__ = None
            self.refused = wrong.with_traceback(None)  # It would hold all rows.
        except Exception:  # It may be written: COMMIT can be lost, and so can what is noted after it.
            _log.exception("An import failed")
            self.refused = ImportFailed()
        finally:
            self.ended = True


class LongImports:
    """Those of this process: one for each owner of files."""

    def __init__(self) -> None:
        self._known: dict[Hashable, LongImport] = {}
        self._lock = threading.Lock()

    def start(self, owner: Hashable, file: str, of: int, write: Write) -> None:
        """Begin one, unless the file is on its way already. Raises ImportsBusy: each holds its whole file in memory."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        with self._lock:
            running = {who: one for who, one in self._known.items() if not one.ended}
            if owner in running and running[owner].file == file:
                return
            if owner in running or len(running) >= MOST_AT_ONCE:
                raise ImportsBusy
            started = self._known[owner] = LongImport(file, of)
        threading.Thread(target=started.run, args=(app, write), name="import", daemon=True).start()

    def find(self, owner: Hashable, file: str) -> LongImport | None:
        """The import of this file of theirs, on its way or ended; None if there is none."""
        with self._lock:
            found = self._known.get(owner)
        return found if found is not None and found.file == file else None

    def forget(self, owner: Hashable) -> None:
        """Forget an import that has ended."""
        with self._lock:
            if owner in self._known and self._known[owner].ended:
                del self._known[owner]


def long_imports() -> LongImports:
    """Those of the running application."""
    imports: LongImports = current_app.extensions.setdefault("long_imports", LongImports())
    return imports
