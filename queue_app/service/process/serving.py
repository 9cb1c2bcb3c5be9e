"""Serve with waitress, and stop without losing an accepted request.

On SIGTERM waitress ends its loop and drops answers in progress. So this module runs the loop: after the signal it
accepts no connection, answers every request that was sent, then ends.
"""

import copy
import logging
import resource
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from waitress import create_server, wasyncore
from waitress.parser import HTTPRequestParser
from waitress.task import ThreadedTaskDispatcher

from queue_app.service.process.open_answers import OpenChannel
from queue_app.service.process.stopping import stopping

_QUIET_SECONDS = 0.3  # A connection that is silent for so long is idle.
_TURN_SECONDS = 0.05
_BACKLOG = 1024
_CONNECTIONS = 4096
_ALWAYS_ANSWERED = "/livez"
_OWN_FILES = 64  # The database, the log, the code that is read late.
_FILES_A_CONNECTION = 2  # Its socket, and the file of a body that does not fit into memory.


@dataclass(frozen=True)
class Listening:
    """The address to listen on, and limits. `body_limit` in bytes, `grace` in seconds; port 0 takes a free one."""

    host: str
    port: int
    threads: int
    body_limit: int
    grace: float


def open_door(listening: Listening) -> socket.socket:
    """The listening socket, for one process or several. Raises OSError if the port is taken."""
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    return socket.create_server((listening.host, listening.port), family=family, backlog=_BACKLOG)


def address_of(door: socket.socket) -> str:
    """The address for a browser on this machine."""
    host, port = door.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - the way back from "everybody"
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def connection_limit(open_files: int, threads: int) -> int:
    """How many connections a process accepts, so that it never runs out of file descriptors."""
    return max(1, min(_CONNECTIONS, (open_files - _OWN_FILES - 2 * threads) // _FILES_A_CONNECTION))


class Server:
    """Listens from its creation on, at the socket `door` or a new one; `run` serves until SIGTERM or SIGINT.

    `limit_of(path, headers)` says how large the body of a request may be, before it is read. Raises OSError if the port is
    taken.
    """

    def __init__(
        self,
        app: Callable[..., Any],
        listening: Listening,
        door: socket.socket | None = None,
        limit_of: Callable[[str, Mapping[str, str]], int] | None = None,
    ) -> None:
        self._socket = door or open_door(listening)
        self._grace = listening.grace
        logging.getLogger("waitress.queue").setLevel(
            logging.ERROR
        )  # Without this, each request that waits a moment logs a line.
        logging.getLogger("waitress").addFilter(_Once())
        self._waitress: Any = create_server(
            app,
            sockets=[self._socket],
            threads=listening.threads,
            max_request_body_size=listening.body_limit,
            backlog=_BACKLOG,
            connection_limit=connection_limit(resource.getrlimit(resource.RLIMIT_NOFILE)[0], listening.threads),
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=False,  # TRUSTED_PROXIES says which of them the application believes.
            ident=None,
        )
        self._waitress.channel_class = _channel_with(limit_of) if limit_of else OpenChannel
        self._spare = ThreadedTaskDispatcher()
        self._spare.set_thread_count(1)
        self._waitress.add_task = self._hand_over

    @property
    def address(self) -> str:
        """The address for a browser on this machine."""
        return address_of(self._socket)

    def run(self) -> int:
        """Serve until a signal, then finish. Returns the number of requests that did not end within the grace period."""
        with _stop_on_signals(self._waitress.pull_trigger):
            while not stopping.is_set():
                self._turn(1.0)
            return self._finish(time.monotonic() + self._grace)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._waitress._map, count=1)

    def _finish(self, until: float) -> int:
        self._take_waiting_connections()
        while self._channels() and time.monotonic() < until:
            for channel in self._channels():
                _let_go(channel)
            self._turn(_TURN_SECONDS)
        cut_off = sum(_is_busy(channel) for channel in self._channels())
        wasyncore.close_all(self._waitress._map, ignore_all=True)
        return cut_off

    def _take_waiting_connections(self) -> None:
        """Take the connections that the kernel has accepted and waitress has not, then close the listening socket."""
        door = select.poll()
        door.register(self._socket, select.POLLIN)
        while door.poll(0):
            self._waitress.handle_accept()
        self._waitress.del_channel()
        self._waitress.socket.close()

    def _hand_over(self, channel: Any) -> None:
        """Give a request to a thread. `/livez` is answered even when all threads wait for the database."""
        path = getattr(channel.requests[0], "path", "") if channel.requests else ""
        (self._spare if path == _ALWAYS_ANSWERED else self._waitress.task_dispatcher).add_task(channel)

    def _channels(self) -> list[Any]:
        return list(self._waitress.active_channels.values())


def _channel_with(limit_of: Callable[[str, Mapping[str, str]], int]) -> type[Any]:
    """A channel class that sets the body limit of each request once its headers are read."""

    class Parser(HTTPRequestParser):  # type: ignore[misc]
        adj: Any

        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = limit_of(self.path, self.headers)

    class Channel(OpenChannel):
        parser_class = Parser

    return Channel


class _Once(logging.Filter):
    """Lets each log message of waitress through once, however often clients cause it."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        new = record.levelno >= logging.ERROR or record.msg not in self._said
        self._said.add(str(record.msg))
        return new


def _is_busy(channel: Any) -> bool:
    """Whether a request is being received, waits or runs, or its answer is not sent."""
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)


def _let_go(channel: Any) -> None:
    """Ask the client to close the connection after its answer; close an idle one."""
    for request in list(channel.requests):
        request.headers["CONNECTION"] = "close"
    if not _is_busy(channel) and time.time() - channel.last_activity > _QUIET_SECONDS:
        channel.will_close = True


@contextmanager
def _stop_on_signals(wake: Callable[[], None]) -> Iterator[None]:
    """Finish on the first SIGTERM or SIGINT; end the process at once on the second."""

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.set()
        wake()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
