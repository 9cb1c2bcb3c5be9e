"""The servers of Topmost, each with its own address of the database. Nothing restarts them."""

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PATIENCE = 60


class Servers:
    """The servers, one for each address of the database."""

    def __init__(self, folder: Path, databases: tuple[str, ...], ports: list[int]) -> None:
        self._folder, self._databases, self._ports = folder, databases, ports
        self._processes: list[subprocess.Popen[bytes]] = []
        self._secret = secrets.token_urlsafe(32)

    def start(self) -> None:
        """Start the servers. Returns when they are ready."""
        for database, port in zip(self._databases, self._ports, strict=True):
            data = self._folder / f"server-{port}"
            data.mkdir()
            own = {"DATABASE_URL": database, "PORT": str(port), "TOPMOST_DATA": str(data), "SECRET_KEY": self._secret}
            with (data / "log").open("wb") as log:
                process = subprocess.Popen(
                    [sys.executable, "wsgi.py"],
                    cwd=ROOT,
                    env=os.environ | own | {"TOKEN_REQUESTS": "1000000", "PYTHONUNBUFFERED": "1"},
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            self._processes.append(process)
        for port in self._ports:
            self._wait_for(port)

    def faults(self) -> Iterator[str]:
        """Yield what a server must not do: exit, or log an internal error."""
        for process, port in zip(self._processes, self._ports, strict=True):
            if process.poll() is not None:
                yield f"The server at port {port} ended with {process.returncode}."
            log = (self._folder / f"server-{port}" / "log").read_text()
            yield from (f"The server at port {port}: {line}" for line in sorted(set(_mistakes(log))))

    def end(self) -> None:
        """Stop the servers as systemd does."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(timeout=20)

    def _wait_for(self, port: int) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
            if time.monotonic() > until:
                raise RuntimeError((self._folder / f"server-{port}" / "log").read_text())
            time.sleep(0.1)


def _mistakes(log: str) -> Iterator[str]:
    """The last line of each traceback, and the line of each answer 500."""
    for trace in log.split("Traceback (most recent call last):\n")[1:]:
        yield next(line for line in trace.splitlines() if not line.startswith(" "))
    yield from (line for line in log.splitlines() if re.fullmatch(r"(GET|POST) \S+ 500 .*", line))
