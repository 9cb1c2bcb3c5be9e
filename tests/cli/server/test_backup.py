"""`topmost backup` and `topmost restore`, as an operator runs them."""

import stat

import pytest
from sqlalchemy import func, select

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.store.db import migrate, version
from queue_app.store.tables import ITEM
from tests.migrations.databases import fill, looking_at


@pytest.fixture
def command(tmp_path):
    """Runs a command on the database at a URL."""
    made = []

    def run(url, *arguments):
        app = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": url, "TOPMOST_DATA": str(tmp_path / "data")}))
        made.append(app)
        result = app.test_cli_runner().invoke(args=arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    yield run
    for app in made:
        app.extensions["doors"].engine.dispose()


@pytest.fixture
def at_work(new_database):
    url = new_database()
    migrate.upgrade(url)
    fill(url, version.head())
    return url


def items(url):
    with looking_at(url) as conn:
        return conn.scalar(select(func.count()).select_from(ITEM))


def test_there_and_back(command, at_work, new_database, tmp_path):
    file, there = tmp_path / "monday.topmost", new_database()
    told = command(at_work, "backup", str(file))
    assert (told.exit_code, told.stderr.startswith("Written: the backup of ")) == (0, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    told = command(there, "restore", str(file))
    assert told.exit_code == 0, told.output
    assert "All sessions, tokens and one-time links ended." in told.stdout
    assert "order and history: History and rows differ" in told.stderr, "rows that no history tells of"
    assert "Look at it before people work." in told.stdout
    assert items(there) == items(at_work) > 0


def test_it_goes_through_a_pipe(command, at_work, new_database, tmp_path):
    file, there = tmp_path / "piped.topmost", new_database()
    file.write_bytes(command(at_work, "backup", "-").stdout_bytes)
    assert command(there, "restore", "--keep-sessions", str(file)).exit_code == 0
    assert items(there) == items(at_work)


def test_it_replaces_no_file_and_leaves_none_that_is_half(command, at_work, new_database, tmp_path):
    file = tmp_path / "kept.topmost"
    file.write_text("mine")
    told = command(at_work, "backup", str(file))
    assert (told.exit_code, told.stderr) == (1, f"Error: There is {file} already. Choose another name.\n")
    assert file.read_text() == "mine"
    assert command(new_database(), "backup", str(tmp_path / "none.topmost")).exit_code == 1
    told = command(at_work, "backup", str(tmp_path / "no" / "folder"))
    assert (told.exit_code, "No such file or directory" in told.stderr) == (1, True)
    assert {path.name for path in tmp_path.glob("*.topmost*")} == {"kept.topmost"}


def test_a_refusal_is_a_sentence(command, at_work, tmp_path):
    (tmp_path / "page").write_text("<html>")
    told = command(at_work, "restore", str(tmp_path / "page"))
    assert (told.exit_code, told.stderr.startswith("Error: The file is no backup")) == (1, True)


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_a_database_that_is_away_is_a_sentence(command, verb, tmp_path):
    told = command("postgresql://nobody@127.0.0.1:1/none", verb, str(tmp_path / "x"))
    assert told.exit_code == 1
    assert "Traceback" not in told.output
