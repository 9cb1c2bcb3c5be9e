"""`topmost rebuild --check`: replays the history and compares it with the stored rows. It writes nothing."""

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import team_number, with_refusals
from queue_app.service.process.database import doors
from queue_app.store.queue.rebuild import check

SHOWN = 50


@click.command("rebuild")
@click.option("--check", "checking", is_flag=True, required=True, help="Only compare. The command writes nothing.")
@click.option("--team", "named", metavar="NAME|NUMBER", help="Only this team.")
@with_appcontext
@with_refusals
def rebuild(checking: bool, named: str | None) -> None:
    """Rebuild every team from its history and print the stored rows that differ (exit code 1)."""
    team = None if named is None else team_number(named)
    with doors().reading(at_length=True) as conn:
        differences = check(conn, team)
    for difference in differences[:SHOWN]:
        click.echo(str(difference), err=True)
    if differences:
        raise click.ClickException(f"{len(differences)} differences between history and rows. See the lines above.")
    click.echo("History and rows agree.")
