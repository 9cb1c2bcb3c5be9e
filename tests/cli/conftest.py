"""Runs the application's commands on the database of a test."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.http.conftest import app, application

__all__ = ["app", "application"]

PASSWORD = "a sentence of Nora"


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """Runs `flask ...`. An exception other than a refusal fails the test."""

    def run(*arguments: str, **further: Any) -> Result:
        result = app.test_cli_runner().invoke(args=arguments, **further)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def made(flask):
    """Create an account in the cast's team, as a script does."""

    def make(
        email="nora@example.org",
        team="Tigers",
        role="member",
        password=PASSWORD,
        name="Nora",
    ):
        words = (
            "person",
            "create",
            email,
            "--name",
            name,
            "--team",
            team,
            "--role",
            role,
        )
        return flask(*words, env={"TOPMOST_PASSWORD": password})

    return make


def rows(cast, table, *which):
    with cast.doors.reading() as conn:
        return conn.execute(table.select().where(*which)).all()
