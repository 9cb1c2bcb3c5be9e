"""Runs upgrades in their own process, because a process can be killed and an Alembic run belongs to one thread.

`python upgrades.py REVISIONS URL [STATEMENT]` upgrades URL with the migrations in the folder REVISIONS as soon as
its input ends, and kills itself before the first statement that matches STATEMENT.
"""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from queue_app.store.db import migrate, version

ROOT = Path(__file__).parents[2]


def upgrade(url: str, revisions: Path = version.MIGRATIONS, killed_before: str | None = None) -> int:
    """Run one upgrade. Returns its exit code."""
    return upgrade_together([url], revisions, killed_before)[0]


def upgrade_together(
    urls: list[str], revisions: Path = version.MIGRATIONS, killed_before: str | None = None
) -> list[int]:
    """Upgrade each of `urls` at the same time. Returns the exit codes."""
    processes = [start(url, revisions, killed_before) for url in urls]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.close()
    return [finish(process) for process in processes]


def finish(process: subprocess.Popen[str]) -> int:
    """Start the upgrade if it has not begun, and wait for it. Returns its exit code."""
    process.stdin.close()
    process.stdout.close()
    return process.wait(timeout=60)


def start(url: str, revisions: Path = version.MIGRATIONS, killed_before: str | None = None) -> subprocess.Popen[str]:
    """A process that says "ready" and upgrades when its input is closed."""
    arguments = [sys.executable, __file__, str(revisions), url, *([killed_before] if killed_before else [])]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(arguments, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _kill_before(statement: str) -> None:
    @event.listens_for(Engine, "before_cursor_execute")
    def look(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if re.match(statement, sql.strip()):
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    version.MIGRATIONS = Path(sys.argv[1])
    if len(sys.argv) > 3:
        _kill_before(sys.argv[3])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    migrate.upgrade(sys.argv[2])
