"""A database of another version: each command and the server's page say in one sentence what to do."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.store.db import migrate
from tests.versions import of_version

COMMANDS = (
    ("team", "create", "Tigers"),
    ("person", "create", "a@example.org", "--name", "A", "--team", "1", "--role", "member"),
    ("person", "role", "a@example.org", "--team", "1", "--role", "none"),
    ("person", "reset", "a@example.org"),
    ("person", "forget", "a@example.org", "--yes"),
    ("token", "create", "a@example.org", "--team", "1", "--scope", "read"),
    ("import", "-", "--team", "1"),
    ("rebuild", "--check"),
    ("demo",),
)


OLDEST = "2026_11_22_the_queue"


@pytest.fixture
def url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    made = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": url}))
    yield made
    made.extensions["doors"].engine.dispose()


def test_the_first_command_makes_the_tables(app, url):
    assert app.test_cli_runner().invoke(args=COMMANDS[0]).output == "1\n"
    assert app.test_cli_runner().invoke(args=("rebuild", "--check")).exit_code == 0


def test_a_command_says_what_to_do_and_does_nothing(app, url):
    migrate.upgrade(url, OLDEST)
    for command in COMMANDS:
        result = app.test_cli_runner().invoke(
            args=command, input="title\nSearch\n", env={"TOPMOST_PASSWORD": "a long sentence"}
        )
        assert (command, result.exit_code) == (command, 1)
        assert result.output.splitlines() == [
            "Error: The database is older than this version of Topmost. "
            "Run `topmost upgrade`, or start the server, which does it too."
        ]


def test_after_the_upgrade_it_does_what_was_asked_and_refuses_a_newer_one(app, url):
    migrate.upgrade(url)
    assert app.test_cli_runner().invoke(args=COMMANDS[0]).output == "1\n"
    with of_version(app.extensions["doors"]):
        told = app.test_cli_runner().invoke(args=COMMANDS[0])
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert "The database is newer than this version of Topmost. Start the newer version" in told.output


@pytest.mark.parametrize("program", [True, False])
def test_the_server_says_so_with_503(app, url, program):
    headers = {"Accept": "application/json" if program else "text/html", "Authorization": "Bearer x" * program}
    for path in ("/api/me" if program else "/join/abc",):
        answer = app.test_client().get(path, headers=headers)
        assert answer.status_code == 503
        assert "older than this version" in answer.text
        assert answer.headers["Retry-After"]
        if program:
            assert answer.json["code"] == "other_schema"


def test_a_database_that_is_away_is_told_in_one_sentence(tmp_path):
    away = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": f"sqlite:///{tmp_path / 'no' / 'a.sqlite3'}"}))
    told = away.test_cli_runner().invoke(args=("rebuild", "--check"))
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert told.output.startswith(
        "Error: The database does not answer: unable to open database file. Check DATABASE_URL"
    )
