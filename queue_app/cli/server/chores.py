"""`topmost chores`: run the daily chores of the service now."""

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import with_refusals
from queue_app.service.process.chores import Chores
from queue_app.service.process.database import doors
from queue_app.service.process.mailing import deliver_now


@click.command("chores")
@with_appcontext
@with_refusals
def chores() -> None:
    """Run the daily chores that have not run today: purges, area states and forecast records. Sends the mail that is due."""
    failed = Chores(doors()).once()
    deliver_now()
    if failed:
        raise click.ClickException(f"These chores failed: {', '.join(failed)}. The others are done.")
    click.echo("All chores are done.")
