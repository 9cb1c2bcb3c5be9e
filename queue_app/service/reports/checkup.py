"""The checks of `topmost doctor`. Each yields sentences that say what is wrong and what to do."""

import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from queue_app import __version__
from queue_app.service.mail.mail_server import mail_server
from queue_app.store.db import examine, migrate, ready
from queue_app.store.db.encoding import WrongEncoding
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.mail import outbox
from queue_app.store.queue import rebuild
from queue_app.store.sign_in import people
from queue_app.usecases.readiness import find_problem
from queue_app.usecases.transaction import utc_now

Settings = Mapping[str, Any]
LEAST_FREE = 256 * 1024**2
"""Bytes that should be free in addition to a copy of the database."""

SHOWN_LETTERS = 5
LATE = timedelta(hours=1)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_MEGABYTE = 1024**2


def check_up(settings: Settings, doors: Doors, *, quick: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Yield each check with its findings; [] means well. It ends at a database that does not answer.

    `quick`: only fast checks, which write nothing and contact no other server.
    """
    for name, check in (_QUICK if quick else _CHECKS).items():
        try:
            yield name, list(check(settings, doors))
        except (SQLAlchemyError, WrongEncoding, DatabaseBusy) as error:
            yield name, [str(migrate.DatabaseAway(error)) if isinstance(error, SQLAlchemyError) else str(error)]
            return


def versions(doors: Doors) -> str:
    """The versions of Topmost, Python and the database."""
    database = f"SQLite {sqlite3.sqlite_version}" if doors.is_sqlite else "PostgreSQL"
    return f"Topmost {__version__}, Python {platform.python_version()}, {database}"


def _settings(settings: Settings, doors: Doors) -> Iterator[str]:
    own = urlsplit(settings["TOPMOST_URL"])
    if settings["HOST"] not in _LOOPBACK and not own.netloc:
        yield "Others can reach this server, and TOPMOST_URL is not set. Set it to the address that they type."
    if own.scheme == "http" and own.hostname not in _LOOPBACK:
        yield "TOPMOST_URL is http, so passwords travel in the clear. Put a proxy with https in front."
    if own.scheme == "https" and not settings["TRUSTED_PROXIES"]:
        yield (
            "TOPMOST_URL is https, and TRUSTED_PROXIES is 0. Wrong passwords of all people count together. "
            "Set it to the number of your proxies."
        )
    if settings["WORKERS"] > 1 and doors.is_sqlite:
        yield "WORKERS is more than 1 with SQLite. Use PostgreSQL, or one process."


def _files(settings: Settings, doors: Doors) -> Iterator[str]:
    for file in (Path(settings["TOPMOST_DATA"]) / "secret", *_database_file(doors)):
        if file.exists() and file.stat().st_mode & 0o077:
            yield f"Other accounts can read {file}. Say: chmod 600 {file}"


def _disk(settings: Settings, doors: Doors) -> Iterator[str]:
    """Check the free space for a copy: a backup, an upgrade and SQLite's log need it."""
    for file in _database_file(doors):
        if file.exists():
            free, needed = shutil.disk_usage(file.parent).free, file.stat().st_size + LEAST_FREE
            if free < needed:
                yield (
                    f"{free // _MEGABYTE} MB are free at {file.parent}. A backup and an upgrade may need "
                    f"{needed // _MEGABYTE} MB. Make room."
                )


def _database(settings: Settings, doors: Doors) -> Iterator[str]:
    problem = find_problem(doors, utc_now(), write=False)
    if problem:
        yield f"Not ready: {problem}."


def _writing(settings: Settings, doors: Doors) -> Iterator[str]:
    """Check that a write reaches the disk."""
    problem = find_problem(doors, utc_now(), write=True)
    if problem:
        yield f"Not ready: {problem}."


def _operators(settings: Settings, doors: Doors) -> Iterator[str]:
    """Check that each operator's address has an account: anyone who creates it first becomes an operator."""
    with doors.reading() as conn:
        missing = [address for address in settings["TOPMOST_OPERATORS"] if people.by_email(conn, address) is None]
    for address in missing:
        yield f"TOPMOST_OPERATORS names {address}, which has no account. Make the account, or take the address out."


def _content(settings: Settings, doors: Doors) -> Iterator[str]:
    with doors.reading(at_length=True) as conn:
        yield from examine.faults(conn)


def _connections(settings: Settings, doors: Doors) -> Iterator[str]:
    if not doors.is_sqlite:
        with doors.reading() as conn:
            yield from examine.too_few_connections(conn, settings["WORKERS"] * settings["THREADS"])


def _history(settings: Settings, doors: Doors) -> Iterator[str]:
    with doors.reading(at_length=True) as conn:
        differences = rebuild.check(conn)
    if differences:
        yield f"History and rows differ ({len(differences)}). `topmost rebuild --check` lists where."


def _clock(settings: Settings, doors: Doors) -> Iterator[str]:
    yield from ready.warnings(doors, utc_now())


def _mail_server(settings: Settings, doors: Doors) -> Iterator[str]:
    """Check the mail server without sending a letter."""
    server = mail_server(settings)
    if server is not None and (wrong := server.try_out()):
        yield f"Mail cannot be sent: {wrong}. Look at SMTP_URL."


def _letters(settings: Settings, doors: Doors) -> Iterator[str]:
    with doors.reading() as conn:
        letters, dead = outbox.given_up(conn, SHOWN_LETTERS), outbox.how_many_given_up(conn)
        since = outbox.waiting(conn, utc_now()).since
    for letter in letters:
        yield f"A letter ({letter.kind}) to {letter.address} was given up: {letter.error}."
    if dead:
        yield f"{dead} letters were given up. `topmost mail retry` sends them again."
    if since is not None and utc_now() - since > LATE:
        yield f"A letter has waited since {since:%Y-%m-%d %H:%M} UTC. Does Topmost run with SMTP_URL?"


def _database_file(doors: Doors) -> list[Path]:
    database = doors.engine.url.database
    return [Path(database)] if doors.is_sqlite and database else []


_Checks = Mapping[str, Callable[[Settings, Doors], Iterator[str]]]
_QUICK: _Checks = {
    "settings": _settings,
    "rights of files": _files,
    "disk": _disk,
    "database": _database,
    "operators": _operators,
    "connections": _connections,
    "clock": _clock,
    "letters": _letters,
}
_CHECKS: _Checks = {
    **_QUICK,
    "a write": _writing,
    "tables and rows": _content,
    "order and history": _history,
    "mail server": _mail_server,
}
