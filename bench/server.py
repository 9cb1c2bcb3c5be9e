"""The real server on a database of the benchmark, and people who can sign in, both by the product's own commands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select, update

from bench.place import Place
from queue_app.store.tables import PERSON
from queue_app.store.team.teams import add_member
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import in_transaction
from tests.cast import MONDAY, Cast, person
from tests.faults.served import ROOT, Served

EMAIL, PASSWORD = "ruth@example.org", "a long sentence of Ruth"


@contextmanager
def served(place: Place, cast: Cast) -> Iterator[Served]:
    """Run `python wsgi.py` on the cast's database."""
    server = Served(cast.doors, place.folder / "data", settings={"TOKEN_REQUESTS": "1000000"})
    server.start()
    try:
        yield server
    finally:
        server.kill()


def account(cast: Cast) -> None:
    """Create a manager who can sign in with EMAIL and PASSWORD."""
    url = cast.doors.engine.url.render_as_string(hide_password=False)
    command = ["person", "create", EMAIL, "--name", "Ruth", "--team", str(cast.team), "--role", "manager"]
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "TOPMOST_PASSWORD": PASSWORD},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def team_of(cast: Cast, count: int) -> list[str]:
    """The addresses of `count` people who can sign in with PASSWORD: a manager, members, an observer. Three work on an item."""
    addresses = [EMAIL, *(f"viewer{n}@example.org" for n in range(1, count))]

    def join(conn: Connection) -> list[int]:
        known = conn.execute(select(PERSON.c.password_hash).where(PERSON.c.email == EMAIL)).scalar_one()
        ids = [person(conn, address.partition("@")[0]) for address in addresses[1:]]
        conn.execute(update(PERSON).where(PERSON.c.id.in_(ids)).values(password_hash=known))
        for id_ in ids:
            add_member(conn, cast.team, id_, "observer" if id_ == ids[-1] else "member", MONDAY)
        return ids

    account(cast)
    people = in_transaction(cast.doors, join)
    for id_ in people[:3]:
        cast.do(pull_top, by=id_, others="both")
    return addresses
