"""`flask upgrade`: bring the database to this version."""

import click
from flask import current_app

from queue_app.store import migrate


@click.command("upgrade")
def upgrade() -> None:
    """Bring the database to this version, all or nothing; `python wsgi.py` does it by itself."""
    try:
        migrate.upgrade(current_app.config["DATABASE_URL"])
    except (migrate.DatabaseNewer, migrate.BrokenReferences) as refused:
        raise click.ClickException(str(refused)) from None
