"""`python wsgi.py` on a fresh folder: it migrates, says where it is, answers, and stops; or says why it did not start."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from queue_app.store.db import version
from queue_app.store.db.engine import open_engine
from tests.versions import of_version

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


def address_said_by(process):
    for line in process.stdout:
        if found := re.search(r"http://[\w.:]+", line):
            return urlsplit(found[0]).netloc
    raise AssertionError(f"it said no address and ended with {process.wait()}")


def status(address, path="/"):
    """What it answers; a process that has just been started may take its time."""
    with closing(http.client.HTTPConnection(address, timeout=60)) as client:
        client.request("GET", path)
        return client.getresponse().status


def test_a_fresh_folder_is_all_it_needs(start, tmp_path):
    process = start()
    assert status(address_said_by(process)) < 500
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0
    assert {file.name for file in (tmp_path / "data").iterdir()} >= {"topmost.sqlite3", "secret"}
    engine = open_engine(f"sqlite:///{tmp_path}/data/topmost.sqlite3")
    with engine.connect() as connection:
        assert version.schema(connection) is version.Schema.CURRENT
    engine.dispose()


def test_it_serves_the_database_it_is_given(start, database_url):
    process = start(DATABASE_URL=database_url)
    assert status(address_said_by(process)) < 500


def test_gunicorn_serves_the_same(start, database_url):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    gunicorn = ["-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"]
    process = start(*gunicorn, PORT=port, WORKERS="2", DATABASE_URL=database_url)
    assert status(address_said_by(process)) < 500
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0


def test_importing_it_does_nothing(tmp_path):
    environ = os.environ | {"TOPMOST_DATA": str(tmp_path / "data"), "SECRET_KEY": "weak"}
    subprocess.run([sys.executable, "-c", "import wsgi"], cwd=ROOT, env=environ, check=True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY is too weak"),
        ({"PORT": "eighty"}, "PORT is 'eighty'"),
        ({"HOST": "192.0.2.1"}, "Cannot assign requested address"),
        ({"DATABASE_URL": "mysql://host/name"}, "Use sqlite:////path/file or postgresql://user:password@host/name."),
        ({"DATABASE_URL": "postgresql://somebody:geheim@127.0.0.1:1/name"}, "The database does not answer: "),
        ({"DATABASE_URL": "postgresql://host:port/name"}, "DATABASE_URL cannot be used"),
        ({"DATABASE_URL": f"sqlite:///{__file__}"}, "file is not a database"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all"}, "unable to open database file"),
    ],
)
def test_it_says_why_it_does_not_start(environ, why, start):
    process = start(**environ)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.startswith("Topmost did not start.")
    assert why in said
    assert "Traceback" not in said
    assert "geheim" not in said


def test_gunicorn_says_it_too(start):
    said, _ = start(
        "-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgi:app", DATABASE_URL="sqlite:////nowhere/at/all"
    ).communicate(timeout=60)
    assert "Topmost did not start. The database does not answer: unable to open database file." in said
    assert "Traceback" not in said


def test_it_does_not_touch_a_database_of_a_newer_version(start, doors, database_url):
    with of_version(doors, "2099_01_01_from_the_future"):
        said, _ = start(DATABASE_URL=database_url).communicate(timeout=60)
    assert "2099_01_01_from_the_future" in said
    assert "Start the newer version" in said
