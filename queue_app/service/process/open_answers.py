"""Responses that stay open after their request has left its thread: the server's event loop keeps the connection and sends.

waitress holds a thread per request until the response is complete. A view that keeps its response open returns the first
part, and the thread serves other requests. The connection stays idle in the loop; other threads send to it through `OpenAnswer`.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.task import WSGITask

KEEP_OPEN = "topmost.keep_open"
"""The key of a function in the WSGI environment; other servers have none. A view passes it a callback for the open response."""

SLOWEST = 64 * 1024
"""Unsent bytes at which a slow client is disconnected."""


class OpenAnswer:
    """A response that is still open. It is thread-safe; the server's loop does the work."""

    def __init__(self, channel: Any, *, chunked: bool) -> None:
        self._channel, self._chunked = channel, chunked

    @property
    def gone(self) -> bool:
        """Whether the client has left."""
        return not self._channel.connected

    def send(self, data: bytes) -> None:
        """Send more bytes."""
        self._in_the_loop(partial(self._write, data))

    def end(self) -> None:
        """Finish the response and close the connection."""
        self._in_the_loop(self._finish)

    def _in_the_loop(self, work: Callable[[], None]) -> None:
        self._channel.server.trigger.pull_trigger(work)

    def _write(self, data: bytes) -> None:
        if self._channel.total_outbufs_len > SLOWEST:
            self._channel.handle_close()  # `will_close` would wait until the client has read everything.
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
    """A request whose view may keep its response open."""

    _begin: Callable[[OpenAnswer], None] | None = None

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[KEEP_OPEN] = self._keep
        return environ

    def finish(self) -> None:
        if self._begin is None or self.content_length is not None:
            super().finish()
            return
        self.close_on_finish = False  # Otherwise the channel closes after a response of unknown length.
        self.channel.is_open_answer = True
        self._begin(OpenAnswer(self.channel, chunked=self.chunked_response))

    def _keep(self, begin: Callable[[OpenAnswer], None]) -> None:
        self._begin = begin


class OpenChannel(HTTPChannel):  # type: ignore[misc]
    """A connection. While a response is open, further requests of the client are dropped: they cannot be answered in between."""

    task_class = OpenTask
    is_open_answer = False

    def received(self, data: bytes) -> bool:
        return False if self.is_open_answer else bool(super().received(data))
