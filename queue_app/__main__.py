"""The command `topmost`, and `python -m queue_app`: the commands of `cli/` on the application of this environment."""

import gc

gc.disable()  # What modules are made of stays: to look for garbage among it took a third of the start.

import sys
from collections.abc import Sequence

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import ArgumentError

from queue_app import __version__
from queue_app.app import create_app
from queue_app.cli.commands import Commands
from queue_app.settings import ConfigurationError, from_environment

gc.freeze()
gc.enable()


def load() -> Flask:
    """The application with the settings of the environment. Ends the process with a sentence if one cannot be used."""
    try:
        return create_app(from_environment())
    except (ConfigurationError, ArgumentError) as refused:
        sys.exit(f"Topmost did not start. {refused}")


@click.group("topmost", cls=Commands)
@click.version_option(__version__, message="Topmost %(version)s")
def topmost() -> None:
    """One team, one queue, one order. The settings are environment variables."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command of the process, or `arguments`."""
    topmost(arguments, prog_name="topmost", obj=ScriptInfo(create_app=load, set_debug_flag=False))


if __name__ == "__main__":
    main()
