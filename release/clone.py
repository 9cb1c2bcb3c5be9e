"""`git clone` and `make run` in an empty folder, from the first run to the first pull, and a second start."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from release.play import Visit, check, free_port, play, said_by
from release.wheel import ROOT

_SECONDS_TO_STOP = 20


def clone_to_first_pull(folder: Path) -> float:
    """Clone, run and pull, stop by Ctrl+C and start again. Returns the seconds until the second start serves.

    Raises AssertionError if something goes wrong.
    """
    checkout, port = folder / "checkout", free_port()
    git = shutil.which("git") or "git"
    subprocess.run([git, "clone", "--quiet", "--depth=1", f"file://{ROOT}", checkout], check=True)
    with _made_to_run(checkout, port) as server:
        play(Visit(said_by(server, r"http://\S+/set-up/\S+")))
    check((checkout / "data" / "topmost.sqlite3").is_file(), "the data is in the folder data of the checkout")
    began = time.monotonic()
    with _made_to_run(checkout, port) as server:
        address = said_by(server, r"(?<=listens at )http://\S+|did not stop as it should")
        check(address.startswith("http"), "the first server stopped as it should")
        with urlopen(f"{address}/readyz", timeout=20) as answer:
            check(answer.status == 200, "what was made is served again")
        return time.monotonic() - began


@contextmanager
def _made_to_run(checkout: Path, port: str) -> Iterator["subprocess.Popen[str]"]:
    """Run `make run` in its own process group, so that Ctrl+C reaches every process. Of the environment only PATH, HOME and
    pip's settings count."""
    environ = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME") or name.startswith("PIP_")}
    environ.pop("PIP_REQUIRE_VIRTUALENV", None)
    command = ["make", "run", f"PYTHON={sys.executable}"]
    with subprocess.Popen(
        command,
        cwd=checkout,
        env=environ | {"PORT": port, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as server:
        try:
            yield server
        finally:
            os.killpg(server.pid, signal.SIGINT)
            server.communicate(timeout=_SECONDS_TO_STOP)
