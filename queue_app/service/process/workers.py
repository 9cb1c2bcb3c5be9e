"""Several server processes that share one listening socket. One that dies is replaced.

The parent serves no requests. It passes SIGTERM on and waits. When the parent itself is killed, its workers stop as on SIGTERM.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType

_LIVED_SHORT, _PAUSE = 1.0, 0.5
"""Seconds: a worker that lives shorter than the first is replaced only after the second."""


class Workers:
    """`count` processes that each do `work` at the open `door` and exit with what it returns.

    `died` is called with the id of each worker that ended unasked, and a sentence about it.
    """

    def __init__(
        self, count: int, work: Callable[[], int], door: socket.socket, died: Callable[[int, str], None]
    ) -> None:
        self._count, self._work, self._door, self._died = count, work, door, died
        self._born: dict[int, float] = {}
        self._stopping = threading.Event()
        self._alive, self._held = os.pipe()  # Nothing is written to it: it closes when the parent ends.

    def run(self) -> int:
        """Run until SIGTERM or SIGINT and the end of all workers. Returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._pass_on)
        for _ in range(self._count):
            self._start()
        while self._born:
            worker, ended = os.waitpid(-1, 0)
            born = self._born.pop(worker, 0.0)
            if not self._stopping.is_set():
                self._died(worker, f"Process {worker} ended with {os.waitstatus_to_exitcode(ended)} and is replaced.")
                time.sleep(_PAUSE if time.monotonic() - born < _LIVED_SHORT else 0)
                self._start()
        return 0

    def _start(self) -> None:
        if self._stopping.is_set():
            return
        worker = os.fork()
        if worker == 0:
            self._be_a_worker()
        self._born[worker] = time.monotonic()
        if self._stopping.is_set():  # The signal came between the fork and the line above.
            os.kill(worker, signal.SIGTERM)

    def _be_a_worker(self) -> None:
        code = 1
        try:
            os.close(self._held)
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            if self._stopping.is_set():
                os._exit(0)
            threading.Thread(target=self._end_with_parent, daemon=True).start()
            code = self._work()
        finally:
            os._exit(code)

    def _end_with_parent(self) -> None:
        os.read(self._alive, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _pass_on(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()
        self._door.close()
        for worker in list(self._born):
            os.kill(worker, signal.SIGTERM)
