"""`flask upgrade`: upgrade the database to this version."""

import click
from flask import current_app
from flask.cli import with_appcontext

from queue_app.store.db import migrate


@click.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Upgrade the database to this version, all or nothing. `python wsgi.py` does it at its start."""
    try:
        migrate.upgrade(current_app.config["DATABASE_URL"])
    except migrate.NotUpgraded as refused:
        raise click.ClickException(str(refused)) from None
