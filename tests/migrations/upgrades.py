"""Upgrades in a process of their own, because a process can be killed and an Alembic run belongs to one thread.

`python upgrades.py SETTINGS URL [N]` upgrades URL with the migrations that SETTINGS (a pyproject.toml) names, and kills
itself before its N-th statement.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from queue_app.store import migrate

ROOT = Path(__file__).parents[2]


def start(url: str, settings: Path = ROOT / "pyproject.toml", killed_before: int | None = None) -> subprocess.Popen:
    """An upgrade that runs beside the test."""
    arguments = [sys.executable, __file__, str(settings), url, *([str(killed_before)] if killed_before else [])]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(arguments, cwd=ROOT, env=environ)


def finish(process: subprocess.Popen) -> int:
    """Its exit code; what it complains of goes to the test's own output."""
    return process.wait(timeout=60)


def _kill_before(statement: int) -> None:
    seen = 0

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    migrate.SETTINGS = Path(sys.argv[1])
    if len(sys.argv) > 3:
        _kill_before(int(sys.argv[3]))
    migrate.upgrade(sys.argv[2])
