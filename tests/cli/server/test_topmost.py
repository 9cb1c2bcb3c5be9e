"""The command `topmost` is the commands of the application, with a version and a health check."""

import os

import pytest
from click import Context
from click.testing import CliRunner
from flask.cli import ScriptInfo

import wsgi
from queue_app import __version__
from queue_app.__main__ import topmost
from queue_app.cli.commands import COMMANDS
from queue_app.service.process.serving import Listening, open_door


def said(app, *arguments):
    result = CliRunner().invoke(topmost, arguments, obj=ScriptInfo(create_app=lambda: app))
    return result.exit_code, result.output.strip()


def test_it_says_its_version(app):
    assert said(app, "--version") == (0, f"Topmost {__version__}")


def test_its_commands_are_those_of_flask(app):
    context = Context(topmost)
    assert topmost.list_commands(context) == app.cli.list_commands(context) == sorted(COMMANDS)
    assert [topmost.get_command(context, name).name for name in COMMANDS] == list(COMMANDS)


def test_a_command_runs_on_the_application(app):
    assert said(app, "rebuild", "--check") == (0, "History and rows agree.")


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"PORT": 0}, "PORT is 0"),
        ({"PORT": 1, "HOST": "0.0.0.0"}, "No server answers at 0.0.0.0, port 1"),  # noqa: S104
    ],
)
def test_health_says_that_no_server_answers(app, config, told, monkeypatch):
    for name, value in config.items():
        monkeypatch.setitem(app.config, name, value)
    code, output = said(app, "health")
    assert (code, told in output) == (1, True), output


def test_health_does_not_wait_for_ever(app, monkeypatch):
    monkeypatch.setattr("queue_app.cli.server.health._SECONDS", 0.05)
    with open_door(Listening("127.0.0.1", 0, 1, 1, 1)) as silent:
        monkeypatch.setitem(app.config, "PORT", silent.getsockname()[1])
        code, output = said(app, "health")
    assert (code, "timed out" in output) == (1, True)


def test_a_setting_that_cannot_be_used_ends_the_command_with_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", {"TOPMOST_DATA": str(tmp_path), "PORT": "many"})
    for ask in (lambda: wsgi.app, lambda: topmost(["team", "create", "x"], obj=ScriptInfo(create_app=wsgi.load))):
        with pytest.raises(SystemExit, match="PORT is 'many'"):
            ask()
