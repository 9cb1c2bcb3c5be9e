"""`topmost token`: make a token for a program."""

import click
from flask.cli import AppGroup

from queue_app.cli.arguments import TEAM, person, team_number, with_refusals
from queue_app.domain import inputs
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in import tokens

token = AppGroup("token", help="Tokens of programs.")


@token.command("create")
@click.argument("email")
@TEAM
@click.option("--scope", required=True, type=click.Choice(list(tokens.CAPS)))
@click.option("--name", default="command line", show_default=True, help="What it is for.")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 365), help="Days until it expires.")
@with_refusals
def create(email: str, named: str, scope: tokens.Scope, name: str, days: int) -> None:
    """Make a token for a person in a team and print it. It never has more rights than the person."""
    clean = inputs.line("name", name, inputs.NAME)
    holder, team = person(email).id, team_number(named)
    click.echo(tokens.issue(doors(), person=holder, team=team, scope=scope, days=days, name=clean))
