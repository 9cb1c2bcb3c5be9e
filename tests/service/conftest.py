"""A server in a process of its own, with a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(tmp_path):
    """Starts a server with a data folder of its own."""
    started = []

    def run(*command, **environ):
        process = subprocess.Popen(
            [sys.executable, *(command or ["wsgi.py"])],
            cwd=ROOT,
            env=os.environ | {"TOPMOST_DATA": str(tmp_path / "data"), "PORT": "0", "PYTHONUNBUFFERED": "1"} | environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
