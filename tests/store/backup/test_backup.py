"""A backup is a complete snapshot of one moment, while people write, and can be restored unchanged."""

import io
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import insert, select, text

from queue_app import __version__
from queue_app.store.backup.make import make_backup
from queue_app.store.backup.manifest import NoBackup, from_json
from queue_app.store.backup.place import put_in_place
from queue_app.store.backup.restore import restore
from queue_app.store.db import migrate, version
from queue_app.store.db.base import Base
from queue_app.store.queue import rebuild
from queue_app.store.tables import EVENT, PERSON, SESSION
from queue_app.usecases.queue.add import add
from queue_app.usecases.transaction import utc_now
from tests.conftest import ENGINES
from tests.migrations.databases import fill, looking_at

EVERYTHING = [table for table in Base.metadata.sorted_tables if table.name != "alembic_version"]


def everything(url):
    with looking_at(url) as conn:
        return {table.name: sorted(map(repr, conn.execute(select(table)))) for table in EVERYTHING}


def backed_up(url, tmp_path, name="a.topmost"):
    file = tmp_path / name
    with file.open("wb") as target:
        return file, make_backup(url, target, tmp_path, utc_now())


@pytest.fixture
def at_work(new_database):
    """A database with a row in every table."""
    url = new_database()
    migrate.upgrade(url)
    fill(url, version.head())
    return url


RULES = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
    " UNION ALL SELECT conrelid::regclass::text || conname::text || pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE conrelid > 0"
    " UNION ALL SELECT tgname::text || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal",
}


def rules(url):
    """Keys, indexes and triggers as the database tells them."""
    with looking_at(url) as conn:
        return sorted(conn.execute(text(RULES[conn.dialect.name])).scalars())


OF_THE_OLD_SERVERS: dict[str, list[str]] = {"life_sign": [], "older_writer": []}


def test_everything_comes_back(at_work, new_database, tmp_path):
    file, manifest = backed_up(at_work, tmp_path)
    before, there = everything(at_work), new_database()
    assert restore(there, file, utc_now(), keep_access=True) == manifest
    assert everything(there) == before | OF_THE_OLD_SERVERS
    assert rules(there) == rules(at_work)
    assert all(before.values()), "the test has a row in every table"


def test_it_says_what_it_is(at_work, tmp_path):
    file, manifest = backed_up(at_work, tmp_path)
    with zipfile.ZipFile(file) as opened:
        assert from_json(opened.read("manifest.json")) == manifest
    assert (manifest.version, manifest.revision) == (__version__, version.head())
    with looking_at(at_work) as conn:
        assert manifest.teams == {
            str(team): last for team, last in conn.execute(text("SELECT team_id, revision FROM team_clock"))
        }


def test_what_is_added_later_gets_new_ids(at_work, new_database, tmp_path):
    file, _ = backed_up(at_work, tmp_path)
    there = new_database()
    restore(there, file, utc_now(), keep_access=False)
    with looking_at(there) as conn:
        known = set(conn.execute(select(PERSON.c.id)).scalars())
        new = conn.execute(insert(PERSON).values(name="Nora", created_at=utc_now()).returning(PERSON.c.id)).scalar_one()
    assert new not in known


def test_sessions_tokens_and_links_end(at_work, new_database, tmp_path):
    file, _ = backed_up(at_work, tmp_path)
    there = new_database()
    restore(there, file, utc_now(), keep_access=False)
    with looking_at(there) as conn:
        assert conn.execute(select(SESSION)).all() == []
        assert conn.scalar(text("SELECT count(*) FROM api_token WHERE revoked_at IS NULL")) == 0
        assert conn.scalar(text("SELECT count(*) FROM one_time_link WHERE used_at IS NULL")) == 0


@pytest.mark.parametrize("doors", ENGINES, indirect=True)
def test_while_people_write_it_is_the_beginning_of_what_was_acknowledged(
    cast, database_url, new_database_like, tmp_path
):
    acknowledged, started, enough = [], Event(), Event()

    def write():
        while not enough.is_set():
            acknowledged.append(cast.do(add, titles=[f"Item {len(acknowledged)}"]).seq)
            started.set()

    with ThreadPoolExecutor() as pool:
        writing = pool.submit(write)
        started.wait(10)
        before = acknowledged[-1]
        backups = [backed_up(database_url, tmp_path, f"{n}.topmost") for n in range(3)]
        after = len(acknowledged)
        enough.set()
        writing.result()
    assert after > 1, "nobody wrote meanwhile"
    with cast.doors.reading() as conn:
        history = conn.execute(select(EVENT).where(EVENT.c.team_id == cast.team).order_by(EVENT.c.seq)).all()
    for n, (file, manifest) in enumerate(backups):
        last = manifest.teams[str(cast.team)]
        assert before <= last <= acknowledged[-1]
        there = new_database_like(n)
        restore(there, file, utc_now(), keep_access=True)
        with looking_at(there) as conn:
            restored = conn.execute(select(EVENT).where(EVENT.c.team_id == cast.team).order_by(EVENT.c.seq)).all()
            assert restored == [event for event in history if event.seq <= last]
            assert rebuild.check(conn) == []


@pytest.fixture
def new_database_like(doors, run, worker, tmp_path):
    """Makes empty databases on the engine of `doors`."""
    made = []

    def make(n):
        sqlite = doors.is_sqlite
        made.append(f"sqlite:///{tmp_path / f'restored{n}.sqlite3'}" if sqlite else run.make(f"{worker}_restored{n}"))
        return made[-1]

    yield make
    for url in made:
        if not doors.is_sqlite:
            run.drop(url)


def test_an_empty_database_is_no_backup(new_database, tmp_path):
    url = new_database()
    with pytest.raises(NoBackup, match="othing to back up"):
        make_backup(url, io.BytesIO(), tmp_path, utc_now())


@pytest.mark.parametrize("links", [True, False])
def test_a_file_gets_its_name_and_replaces_none(tmp_path, monkeypatch, links):
    def no_links(*_):
        raise PermissionError

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    for name in ("new", "newer"):
        (tmp_path / name).write_text(name)
    put_in_place(tmp_path / "new", tmp_path / "place")
    with pytest.raises(FileExistsError):
        put_in_place(tmp_path / "newer", tmp_path / "place")
    assert (tmp_path / "place").read_text() == "new"
