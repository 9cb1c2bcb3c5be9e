"""A separate server with the example team, on a free port and in a temporary folder."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Example:
    """The server's address, and the person who signs in."""

    address: str
    email: str
    password: str


@contextmanager
def example_team() -> Iterator[Example]:
    """Serve the example team."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "TOPMOST_DATA": folder, "PORT": "0", "HOST": "127.0.0.1"}
        environment.pop("DATABASE_URL", None)
        email, password = _demo(environment)
        server = subprocess.Popen(
            [sys.executable, "wsgi.py"],
            cwd=ROOT,
            env=environment | {"TOPMOST_OPERATORS": email},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Example(_address(server), email, password)
        finally:
            server.terminate()
            server.wait(20)


def _demo(environment: dict[str, str]) -> tuple[str, str]:
    told = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "demo", "--time-zone", "Europe/Vienna"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Sign in as (\S+) with the password (\S+)", told)
    if found is None:
        raise RuntimeError(told)
    return found[1], found[2]


def _address(server: "subprocess.Popen[str]") -> str:
    for line in server.stdout or ():
        found = re.search(r"http://[0-9.]+:[0-9]+", line)
        if found:
            return found[0]
    raise RuntimeError("the server did not say its address")
