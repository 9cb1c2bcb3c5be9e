"""`topmost backup` and `topmost restore`: a whole database to one file, and back."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError

from queue_app.service.process.database import doors
from queue_app.service.reports.checkup import check_up
from queue_app.store.backup.make import make_backup
from queue_app.store.backup.manifest import Manifest, NoBackup
from queue_app.store.backup.place import put_in_place, writing_to
from queue_app.store.backup.restore import restore as restore_file
from queue_app.store.db import migrate
from queue_app.store.db.encoding import WrongEncoding
from queue_app.usecases.transaction import utc_now


def _with_sentences(command: Callable[..., None]) -> Callable[..., None]:
    """Print refusals as sentences. Unlike others, these commands create no tables first and accept a database of any version."""

    @wraps(command)
    def wrapped(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except (NoBackup, migrate.NotUpgraded, WrongEncoding) as refused:
            raise click.ClickException(str(refused)) from None
        except DatabaseError as away:
            if migrate.is_away(away):
                raise click.ClickException(str(migrate.DatabaseAway(away))) from None
            raise

    return wrapped


@click.command("backup")
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False))
@with_appcontext
@_with_sentences
def backup(file: str) -> None:
    """Write everything of the database to FILE, while people work. - is standard output. It replaces no file."""
    url = _database()
    if file == "-":
        manifest = make_backup(url, sys.stdout.buffer, _scratch(), utc_now())
    else:
        manifest = _into_a_file(url, Path(file).absolute())
    click.echo(f"Written: {_summary(manifest)}", err=True)


def _scratch() -> Path:
    """A private folder with room for a copy: the data folder, if it exists."""
    folder = Path(current_app.config["TOPMOST_DATA"])
    return folder if folder.is_dir() else Path(gettempdir())


def _into_a_file(url: str, file: Path) -> Manifest:
    """Write the backup to a file, whole or not at all. Only its owner can read it."""
    if file.exists():
        raise NoBackup(f"There is {file} already. Choose another name.")
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with writing_to(file), os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            manifest = make_backup(url, target, file.parent, utc_now())
            target.flush()
            os.fsync(target.fileno())
        with writing_to(file):
            put_in_place(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--keep-sessions", is_flag=True, help="Sessions, tokens and one-time links go on. Needs the old SECRET_KEY."
)
@with_appcontext
@_with_sentences
def restore(file: Path, keep_sessions: bool) -> None:
    """Bring the backup FILE into an empty place, all or nothing. It is upgraded to this version, and `doctor` looks at it."""
    manifest = restore_file(_database(), file, utc_now(), keep_access=keep_sessions)
    click.echo(f"Restored: {_summary(manifest)}")
    if not keep_sessions:
        click.echo("All sessions, tokens and one-time links ended. People sign in again with their passwords.")
    faults = [f"{name}: {fault}" for name, found in check_up(current_app.config, doors()) for fault in found]
    for fault in faults:
        click.echo(fault, err=True)
    click.echo(
        "`topmost doctor` found this. Look at it before people work." if faults else "`topmost doctor` finds all well."
    )


def _database() -> str:
    return str(current_app.config["DATABASE_URL"])


def _summary(manifest: Manifest) -> str:
    teams = ", ".join(f"team {team} up to event {last}" for team, last in manifest.teams.items()) or "no team"
    return f"the backup of {manifest.made_at} by version {manifest.version}, {teams}."
