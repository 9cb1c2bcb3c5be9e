"""`topmost doctor` names what is wrong: a broken page, a lost row, rights, settings, the clock."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, make_url, text

from config import ENVIRONMENTS
from queue_app import __version__
from queue_app.app import create_app
from queue_app.store.db.migrate import upgrade
from queue_app.store.tables import CLOCK, TEAM
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.databases import administrator

NAMES = (
    "settings",
    "rights of files",
    "disk",
    "database",
    "operators",
    "connections",
    "clock",
    "letters",
    "a write",
    "tables and rows",
    "order and history",
    "mail server",
)


@pytest.fixture
def app(new_database, tmp_path):
    url = new_database()
    upgrade(url)
    made = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": url, "TOPMOST_DATA": str(tmp_path / "data")}))
    yield made
    made.extensions["doors"].engine.dispose()


def told(app) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=("doctor",))
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_all_is_well(app):
    code, said = told(app)
    assert code == 0
    first, *checks, last = said.splitlines()
    assert first.startswith(f"Topmost {__version__}, Python 3.")
    assert checks == [f"{name}: well" for name in NAMES]
    assert last == "Everything is well."


def test_a_clock_that_is_behind_the_last_write_is_named(app):  # D9
    def ahead(conn):
        conn.execute(insert(TEAM).values(id=7, name="Tigers", created_at=utc_now()))
        conn.execute(insert(CLOCK).values(team_id=7, last_at=utc_now() + timedelta(days=365)))

    in_transaction(app.extensions["doors"], ahead)
    code, said = told(app)
    assert (code, "The last write of team 7" in said, "Check the clock" in said) == (1, True, True)


@pytest.mark.parametrize("new_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"HOST": "0.0.0.0"}, "TOPMOST_URL is not set"),  # noqa: S104
        ({"TOPMOST_URL": "http://queue.lan"}, "passwords travel in the clear"),
        ({"TOPMOST_URL": "https://queue.example.org"}, "TRUSTED_PROXIES is 0"),
        ({"WORKERS": 2}, "WORKERS is more than 1 with SQLite"),
    ],
)
def test_settings_are_looked_at(app, settings, named):
    app.config.update(settings)
    code, said = told(app)
    assert code == 1
    assert any(line.startswith("settings: ") and named in line for line in said.splitlines())


@pytest.mark.parametrize("new_database", ["sqlite"], indirect=True)
def test_a_disk_with_no_room_for_a_backup_is_named(app, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9 - 7 * 2**20, 7 * 2**20))
    code, said = told(app)
    assert (code, "disk: 7 MB are free" in said) == (1, True)


def test_rows_that_the_history_does_not_tell_of_are_named(app):
    def untold(conn):
        conn.execute(insert(TEAM).values(id=7, name="Tigers", created_at=utc_now()))
        conn.execute(insert(CLOCK).values(team_id=7, last_at=utc_now(), revision=3))

    in_transaction(app.extensions["doors"], untold)
    code, said = told(app)
    assert (code, "order and history: History and rows differ (1)." in said) == (1, True)


@pytest.mark.parametrize("new_database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_what_postgresql_does_not_hold_or_take_is_named(app):
    unchecked = "ALTER TABLE team ADD CONSTRAINT later CHECK (id > 0) NOT VALID"
    in_transaction(app.extensions["doors"], lambda conn: conn.execute(text(unchecked)))
    app.config.update(WORKERS=50, THREADS=40)
    code, said = told(app)
    assert code == 1
    assert "tables and rows: PostgreSQL does not hold rows to later." in said
    assert "this server may use 2000" in said


@pytest.mark.postgres
def test_an_encoding_that_cannot_hold_every_letter_is_named(run, worker, tmp_path):  # S1
    url = make_url(run.server).set(database=f"{run.prefix}_{worker}_latin")
    with administrator(run.server) as conn:
        conn.exec_driver_sql(
            f"CREATE DATABASE \"{url.database}\" TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    address = url.render_as_string(hide_password=False)
    latin = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": address, "TOPMOST_DATA": str(tmp_path)}))
    code, said = told(latin)
    latin.extensions["doors"].engine.dispose()
    run.drop(address)
    assert (code, "has the encoding LATIN1. Topmost needs UTF8" in said) == (1, True)


@pytest.mark.parametrize("new_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("which", "named"), [(0, "table wide"), (2, "page")])
def test_a_broken_page_is_named(app, which, named):  # R5
    doors = app.extensions["doors"]
    with closing(sqlite3.connect(doors.engine.url.database)) as connection:
        connection.execute("VACUUM")  # So that the new pages come one after the other.
    in_transaction(doors, lambda conn: conn.execute(text("CREATE TABLE wide (words TEXT)")))
    in_transaction(doors, lambda conn: conn.execute(text("INSERT INTO wide VALUES (hex(randomblob(30000)))")))
    with doors.reading() as conn:
        page = conn.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'wide'"))
        size = conn.scalar(text("PRAGMA page_size"))
    doors.engine.dispose()  # The last connection brings the log into the file.
    file = Path(doors.engine.url.database)
    content = bytearray(file.read_bytes())
    page += which  # The row's own page, or one that its text goes on in.
    content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)
    code, said = told(app)
    assert code == 1
    assert "The database file is damaged" in said
    assert named in said


@pytest.mark.parametrize("new_database", ["sqlite"], indirect=True)
def test_a_file_that_others_can_read_is_named(app, monkeypatch):  # X14
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    Path(app.extensions["doors"].engine.url.database).parent.joinpath("data").mkdir(exist_ok=True)
    secret = Path(app.config["TOPMOST_DATA"]) / "secret"
    secret.write_text("x")
    assert "chmod 600" in told(app)[1]
