"""`topmost doctor`: looks at the whole installation and says what is wrong and what to do. It changes nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from queue_app.service.process.database import doors
from queue_app.store.db import examine, migrate, ready
from queue_app.store.db.postgres import WrongEncoding
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.readiness import find_problem
from queue_app.usecases.transaction import utc_now

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look at settings, files, clock and database. Print each fault (exit code 1)."""
    found = [*_settings(), *_files(), *_database()]
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)
    click.echo("Everything is well.")


def _settings() -> Iterator[str]:
    config = current_app.config
    if config["HOST"] not in _LOOPBACK and not config["TOPMOST_URL"]:
        yield "Others can reach this server, and TOPMOST_URL is not set. Set it to the address that they type."
    if config["WORKERS"] > 1 and doors().is_sqlite:
        yield "WORKERS is more than 1 with SQLite. Use PostgreSQL, or one process."


def _files() -> Iterator[str]:
    folder = Path(current_app.config["TOPMOST_DATA"])
    database = doors().engine.url.database if doors().is_sqlite else None
    for file in (folder / "secret", *([Path(database)] if database else [])):
        if file.exists() and file.stat().st_mode & 0o077:
            yield f"Other accounts can read {file}. Say: chmod 600 {file}"


def _database() -> Iterator[str]:
    try:
        problem = find_problem(doors(), utc_now(), write=True)
        if problem:
            yield f"Not ready: {problem}."
        with doors().reading(at_length=True) as conn:
            yield from examine.faults(conn)
        yield from ready.warnings(doors(), utc_now())
    except (SQLAlchemyError, WrongEncoding, DatabaseBusy) as error:
        yield str(migrate.DatabaseAway(error)) if isinstance(error, SQLAlchemyError) else str(error)
