"""`topmost token`: create a token for a program."""

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
@click.option("--name", help="What it is for. Of an agent: its name.  [default: command line]")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 365), help="Days until it expires.")
@with_refusals
def create(email: str, named: str, scope: tokens.Scope, name: str | None, days: int) -> None:
    """Make a token for a person in a team and print it. It never has more rights than the person.

    With the scope `agent` the person is the sponsor of an agent that pulls under its own name.
    """
    if scope == tokens.AGENT and not name:
        raise click.UsageError("Name the agent: --name 'nightly fixer'.")
    clean = inputs.line("name", name or "command line", inputs.NAME)
    holder, team = person(email).id, team_number(named)
    click.echo(tokens.issue(doors(), person=holder, team=team, scope=scope, days=days, name=clean))
