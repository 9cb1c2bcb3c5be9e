"""`topmost upgrade`: upgrade the database to this version, and say whether servers of the previous version may keep running."""

import click
from flask import current_app
from flask.cli import with_appcontext

from queue_app.store.db import migrate


@click.command("upgrade")
@click.option("--check", "checking", is_flag=True, help="Only say what an upgrade would do, and whether to stop first.")
@with_appcontext
def upgrade(checking: bool) -> None:
    """Upgrade the database to this version, all or nothing. Every start of the server does it too."""
    url = current_app.config["DATABASE_URL"]
    try:
        pending = migrate.pending(url)
        if not checking:
            migrate.upgrade(url)
    except migrate.NotUpgraded as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(_sentence(pending, checking=checking))


def _sentence(pending: migrate.Pending, *, checking: bool) -> str:
    if not pending.migrations:
        return "The database is up to date."
    count = f"{pending.migrations} migrations" if pending.migrations > 1 else "One migration"
    if checking:
        rest = "Servers may go on: replace them one after the other." if pending.rolling else "Stop all servers first."
        return f"{count} to do. {rest}"
    if pending.rolling:
        return f"{count} done. Servers of the version before go on: replace them one after the other."
    return f"{count} done. Servers of the version before write no more: replace them now."
