"""Adds the backups of this version: `python -m tests.backups.make`, once for each release. Older backups do not change."""

from pathlib import Path
from tempfile import TemporaryDirectory

from queue_app import __version__
from queue_app.store.backup.make import make_backup
from queue_app.store.db import migrate, version
from queue_app.usecases.transaction import utc_now
from tests.databases import Run
from tests.migrations.databases import fill

FOLDER = Path(__file__).parent


def add(engine: str, url: str) -> None:
    """Add the backup of a database with a row in every table."""
    migrate.upgrade(url)
    fill(url, version.head())
    with (FOLDER / f"{__version__}-{engine}.topmost").open("xb") as target:
        make_backup(url, target, FOLDER, utc_now())


if __name__ == "__main__":
    run = Run.begin()
    try:
        with TemporaryDirectory() as folder:
            add("sqlite", f"sqlite:///{folder}/topmost.sqlite3")
        add("postgres", run.make("backup"))
    finally:
        run.end()
