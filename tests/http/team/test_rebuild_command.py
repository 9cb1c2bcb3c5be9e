"""`topmost rebuild --check` as a script sees it: what it prints and its exit code."""

from flask import Flask
from sqlalchemy import text

from tests.cast import Cast
from tests.conftest import BOTH_ENGINES

pytestmark = BOTH_ENGINES


def test_history_and_rows_agree(app: Flask, cast: Cast) -> None:
    cast.add("Search", "Refunds")
    result = app.test_cli_runner().invoke(args=["rebuild", "--check"])
    assert (result.exit_code, result.output) == (0, "History and rows agree.\n")


def test_what_differs_is_said_and_fails(app: Flask, cast: Cast) -> None:
    cast.add("Search")
    cast.untold(lambda conn: conn.execute(text("UPDATE item SET title = 'Other'")))
    result = app.test_cli_runner().invoke(args=["rebuild", "--check", "--team", str(cast.team)])
    assert result.exit_code == 1
    assert "the history says 'Search', stored is 'Other'" in result.output
    assert "Error: 1 differences between history and rows." in result.output


def test_another_team_is_not_looked_at(app: Flask, cast: Cast) -> None:
    cast.add("Search")
    cast.untold(lambda conn: conn.execute(text("UPDATE item SET title = 'Other'")))
    result = app.test_cli_runner().invoke(args=["rebuild", "--check", "--team", "Others"])
    assert result.exit_code == 0


def test_without_check_it_does_nothing(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["rebuild"]).exit_code == 2
