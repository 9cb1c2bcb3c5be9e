"""Imports that take longer than an answer may: each runs in a thread of its own, says how far it is, and can be cancelled.

Until its one transaction is committed nothing of it is there: a cancelled import, and one whose server stops, changes nothing.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, current_app

from queue_app.domain.errors import UserError
from queue_app.domain.refusals import ImportCancelled
from queue_app.service.process.stopping import stopping
from queue_app.usecases.importing.import_items import Progress

MANY = 5_000
"""From this many rows on."""

_log = logging.getLogger("topmost.imports")
Write = Callable[[Progress], None]
"""Does the import, and calls with the items written and their number."""


@dataclass(slots=True)
class LongImport:
    """An import on its way: `done` of `of` items are written. `refused`: why it came to nothing."""

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
            self.refused = wrong
        except Exception:
            _log.exception("An import failed")
            self.refused = ImportCancelled()
        finally:
            self.ended = True


class LongImports:
    """Those of this process, by the keys of their files. One that has ended is told once."""

    def __init__(self) -> None:
        self._running: dict[str, LongImport] = {}
        self._lock = threading.Lock()

    def start(self, key: str, of: int, write: Write) -> None:
        """Begin one, unless the file is on its way already."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        with self._lock:
            if key in self._running and not self._running[key].ended:
                return
            started = self._running[key] = LongImport(of)
        threading.Thread(target=started.run, args=(app, write), name="import", daemon=True).start()

    def find(self, key: str) -> LongImport | None:
        """The import of this file, or None. One that has ended is forgotten."""
        with self._lock:
            found = self._running.get(key)
            if found is not None and found.ended:
                del self._running[key]
        return found


def long_imports() -> LongImports:
    """Those of the running application."""
    imports: LongImports = current_app.extensions.setdefault("long_imports", LongImports())
    return imports
