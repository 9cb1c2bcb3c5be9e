"""`flask chores`: do now what the service does by itself once a day."""

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import telling
from queue_app.service.process.chores import Chores
from queue_app.service.process.database import doors


@click.command("chores")
@with_appcontext
@telling
def chores() -> None:
    """Do what is due once a day, unless it was done today: purges, the states of areas, the records of forecasts."""
    failed = Chores(doors()).once()
    if failed:
        raise click.ClickException(f"This failed: {', '.join(failed)}. The rest is done.")
    click.echo("What was due is done.")
