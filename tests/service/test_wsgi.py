"""`python wsgi.py` on a fresh folder: it migrates, says where it is, answers, and stops; or says why it did not start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from queue_app import __version__
from queue_app.__main__ import load, topmost
from queue_app.store.db import version
from queue_app.store.db.engine import open_engine
from tests.service.started import address_said_by, status
from tests.versions import of_version

ROOT = Path(__file__).parents[2]


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


def test_topmost_is_the_same_server_and_health_asks_it(start, tmp_path, monkeypatch):
    address = address_said_by(start("-m", "queue_app", "serve"))
    monkeypatch.setenv("TOPMOST_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PORT", address.rpartition(":")[2])
    told = CliRunner().invoke(topmost, ["health"], obj=ScriptInfo(create_app=load))
    assert (told.exit_code, told.output) == (0, f"ok, version {__version__}\n")


def test_it_serves_the_database_it_is_given(start, database_url):
    process = start(DATABASE_URL=database_url)
    assert status(address_said_by(process)) < 500


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
    assert said.splitlines()[-1].startswith("Topmost did not start.")
    assert why in said
    assert "Traceback" not in said
    assert "geheim" not in said


def test_it_does_not_touch_a_database_of_a_newer_version(start, doors, database_url):
    with of_version(doors, "2099_01_01_from_the_future"):
        said, _ = start(DATABASE_URL=database_url).communicate(timeout=60)
    assert "2099_01_01_from_the_future" in said
    assert "Start the newer version" in said
