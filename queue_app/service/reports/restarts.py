"""Detects unexpected restarts: a locked file in the data folder says that a server runs.

If a start finds the file unlocked, the last server crashed, was killed or lost power. That is counted and logged.
"""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

FILE = "topmost.running"
_log = logging.getLogger("topmost.restarts")


@dataclass
class _State:
    running: bool = False
    since: str = ""
    unexpected: int = 0


@contextmanager
def noted_run(folder: Path, now: datetime) -> Iterator[Callable[[str], None]]:
    """Note that a server runs inside the context. If the context ends by an error, the stop was unexpected.

    It yields a function that counts an unexpected end of a worker, described in words. A second server in the same folder,
    or one whose folder is not writable, is only logged.
    """
    try:
        file = os.fdopen(os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as error:
        _log.warning("Unexpected restarts are not counted: %s.", error)
        yield _log.warning
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield _log.warning
            return
        state = _read(file)

        def count(what: str) -> None:
            state.unexpected += 1
            _write(file, state)
            _log.warning("%s Unexpected restarts so far: %d.", what, state.unexpected)

        if state.running:
            count(f"The server that ran since {state.since} did not stop as it should.")
        state.running, state.since = True, now.isoformat(timespec="seconds")
        _write(file, state)
        yield count
        state.running, state.since = False, ""
        _write(file, state)


def unexpected_restarts(folder: Path) -> int:
    """How often a server of this folder stopped unexpectedly."""
    try:
        with (folder / FILE).open() as file:
            return _read(file).unexpected
    except OSError:
        return 0


def _read(file: TextIOWrapper) -> _State:
    try:
        return _State(**json.load(file))
    except (ValueError, TypeError):  # The file is new, or a write was cut off.
        return _State()


def _write(file: TextIOWrapper, state: _State) -> None:
    file.seek(0)
    file.truncate()
    json.dump(asdict(state), file)
    file.flush()
    os.fsync(file.fileno())
