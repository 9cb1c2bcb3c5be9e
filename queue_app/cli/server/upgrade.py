"""`topmost upgrade`: upgrade the database to this version."""

import click
from flask import current_app
from flask.cli import with_appcontext

from queue_app.store.db import migrate


@click.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Upgrade the database to this version, all or nothing. Every start of the server does it too."""
    try:
        migrate.upgrade(current_app.config["DATABASE_URL"])
    except migrate.NotUpgraded as refused:
        raise click.ClickException(str(refused)) from None
