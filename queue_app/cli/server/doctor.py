"""`topmost doctor`: checks the whole installation, and says what is wrong and what to do. It changes nothing."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from queue_app.service.process.database import doors
from queue_app.service.reports.checkup import check_up, versions


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look at settings, files, disk, database, history and clock. One line each; faults go to standard error (exit code 1)."""
    click.echo(versions(doors()))
    faults = 0
    for name, found in check_up(current_app.config, doors()):
        faults += len(found)
        for fault in found:
            click.echo(f"{name}: {fault}", err=True)
        if not found:
            click.echo(f"{name}: well")
    if faults:
        sys.exit(1)
    click.echo("Everything is well.")
