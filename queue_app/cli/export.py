"""`topmost export`: a team as one JSON document, or its items as a table."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import TEAM, team_number, with_refusals
from queue_app.screens.exporting.document import team_document
from queue_app.screens.exporting.table import team_table
from queue_app.service.process.database import doors
from queue_app.usecases.transaction import utc_now


@click.command("export")
@TEAM
@click.option("--csv", "as_table", is_flag=True, help="Only the items, as a table for spreadsheets.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True), help="Write to this file.")
@with_appcontext
@with_refusals
def export(named: str, output: str | None, *, as_table: bool) -> None:
    """Write a team with its history as one JSON document, which another Topmost can import."""
    team = team_number(named)
    write = team_table if as_table else team_document
    with doors().reading(at_length=True) as conn:
        pieces = write(conn, team, utc_now())
        if output is None:
            _write(pieces, sys.stdout.buffer)
        else:
            _replace(Path(output), pieces)


def _replace(file: Path, pieces: Iterator[str]) -> None:
    """Replace the file atomically. Only its owner can read it."""
    part = file.with_name(f".{file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            _write(pieces, opened)
        part.replace(file)
    except OSError as error:
        raise click.ClickException(f"Cannot write {file}: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


def _write(pieces: Iterator[str], to: IO[bytes]) -> None:
    for piece in pieces:
        to.write(piece.encode())
    to.flush()
