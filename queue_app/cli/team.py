"""`topmost team`: make a team."""

import click
from flask.cli import AppGroup

from queue_app.cli.arguments import with_refusals
from queue_app.domain import inputs
from queue_app.domain.queue.limit import LARGEST, SMALLEST
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in.links import create_team
from queue_app.usecases.team.settings import zone
from queue_app.usecases.transaction import in_transaction, utc_now

team = AppGroup("team", help="Teams.")


@team.command("create")
@click.argument("name")
@click.option("--wip-limit", default=3, show_default=True, type=click.IntRange(SMALLEST, LARGEST))
@click.option("--time-zone", default="UTC", show_default=True, metavar="ZONE", help="Such as Europe/Vienna.")
@with_refusals
def create(name: str, wip_limit: int, time_zone: str) -> None:
    """Make an empty team and print its number."""
    clean = inputs.line("name", name, inputs.NAME)
    where = zone("time-zone", time_zone)
    click.echo(
        in_transaction(doors(), create_team, person=None, name=clean, zone=where, limit=wip_limit, now=utc_now())
    )
