"""The real server on a database of the benchmark, and somebody who may sign in there, both by the product's own commands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.place import Place
from tests.cast import Cast
from tests.faults.served import ROOT, Served

EMAIL, PASSWORD = "ruth@example.org", "a long sentence of Ruth"


@contextmanager
def served(place: Place, cast: Cast) -> Iterator[Served]:
    """`python wsgi.py` on the cast's database."""
    server = Served(cast.doors, place.folder / "data", settings={"TOKEN_REQUESTS": "1000000"})
    server.start()
    try:
        yield server
    finally:
        server.kill()


def account(cast: Cast) -> None:
    """A manager who can sign in with EMAIL and PASSWORD."""
    url = cast.doors.engine.url.render_as_string(hide_password=False)
    command = ["person", "create", EMAIL, "--name", "Ruth", "--team", str(cast.team), "--role", "manager"]
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "TOPMOST_PASSWORD": PASSWORD},
        stdout=subprocess.DEVNULL,
        check=True,
    )
