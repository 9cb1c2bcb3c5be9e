"""Answers that grow after their request has left its thread: the loop of the server keeps the connection and sends.

waitress gives each request a thread until its answer is whole. A view that keeps its answer open returns what it has. The
thread goes on to other requests; the connection is an idle one of the loop, and others send to it through `OpenAnswer`.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.task import WSGITask

KEEP_OPEN = "topmost.keep_open"
"""The key in a request's environment; another server has none. Its function takes what to do with the open answer."""

SLOWEST = 64 * 1024
"""Bytes that may wait for a client before it is cut off."""


class OpenAnswer:
    """The end of an answer that is still open. Every thread may use it; the loop of the server does the work."""

    def __init__(self, channel: Any, *, chunked: bool) -> None:
        self._channel, self._chunked = channel, chunked

    @property
    def gone(self) -> bool:
        """Whether the client has left."""
        return not self._channel.connected

    def send(self, data: bytes) -> None:
        """Send more of it."""
        self._in_the_loop(partial(self._write, data))

    def end(self) -> None:
        """Send the end of it and close the connection."""
        self._in_the_loop(self._finish)

    def _in_the_loop(self, work: Callable[[], None]) -> None:
        self._channel.server.trigger.pull_trigger(work)

    def _write(self, data: bytes) -> None:
        if self._channel.total_outbufs_len > SLOWEST:
            self._channel.handle_close()  # `will_close` waits for a client that reads.
        else:
            self._append(b"%x\r\n%b\r\n" % (len(data), data) if self._chunked else data)

    def _finish(self) -> None:
        self._append(b"0\r\n\r\n" if self._chunked else b"")
        self._channel.close_when_flushed = True

    def _append(self, data: bytes) -> None:
        try:
            self._channel.write_soon(data)
        except ClientDisconnected:
            return


class OpenTask(WSGITask):  # type: ignore[misc]
    """A request whose view may keep its answer open."""

    _begin: Callable[[OpenAnswer], None] | None = None

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[KEEP_OPEN] = self._keep
        return environ

    def finish(self) -> None:
        if self._begin is None or self.content_length is not None:
            super().finish()
            return
        self.close_on_finish = False  # The channel would close: it takes an answer of unknown length for its last one.
        self.channel.is_open_answer = True
        self._begin(OpenAnswer(self.channel, chunked=self.chunked_response))

    def _keep(self, begin: Callable[[OpenAnswer], None]) -> None:
        self._begin = begin


class OpenChannel(HTTPChannel):  # type: ignore[misc]
    """A connection. While its answer is open, what the client sends is dropped: another answer cannot come between."""

    task_class = OpenTask
    is_open_answer = False

    def received(self, data: bytes) -> bool:
        return False if self.is_open_answer else bool(super().received(data))
