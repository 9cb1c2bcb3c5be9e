"""A proxy between Topmost and PostgreSQL that can drop packets, or cut the connection at any message."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import make_url


class Proxy:
    """Listens on a local port and forwards bytes to the server at `url`."""

    def __init__(self, url: str) -> None:
        self._to = make_url(url)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._open = threading.Event()
        self._open.set()
        self.left: int | None = None  # How many more chunks from the server pass before every connection is cut.
        self._start(self._listen)

    @property
    def url(self) -> str:
        """The URL of the database through this proxy."""
        host, port = self._door.getsockname()
        query = {name: value for name, value in self._to.query.items() if name != "host"}
        through = self._to.set(host=host, port=port, query=query)
        return through.render_as_string(hide_password=False)

    def swallow(self) -> None:
        """From now on drop all bytes in both directions, without closing the connections."""
        self._open.clear()

    def let_through(self) -> None:
        self._open.set()

    def cut(self) -> None:
        """Close every connection."""
        for end in self._ends:
            _end(end)

    def close(self) -> None:
        _end(self._door)
        self._open.set()
        self.cut()
        for thread in self._threads:
            thread.join(5)
        for end in (self._door, *self._ends):
            end.close()

    def _start(self, target: Callable[..., None], *given: Any) -> None:
        thread = threading.Thread(target=target, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = self._server()
                self._ends += [client, server]
                self._start(self._pass, client, server, False)
                self._start(self._pass, server, client, True)

    def _server(self) -> socket.socket:
        host = str(self._to.query.get("host") or self._to.host)
        port = self._to.port or 5432
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(Path(host) / f".s.PGSQL.{port}"))
        return server

    def _pass(self, source: socket.socket, to: socket.socket, from_server: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._open.wait()
                if from_server and self.left is not None:
                    self.left -= 1
                    if self.left < 0:
                        break
                to.sendall(data)
        _end(source)
        _end(to)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    proxy = Proxy(url)
    yield proxy
    proxy.close()
