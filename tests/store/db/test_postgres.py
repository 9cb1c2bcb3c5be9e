"""PostgreSQL: the encoding is looked at first, limits travel with BEGIN, and no silence lasts for ever."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError

from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.migrate import NotUpgraded, upgrade
from queue_app.store.db.postgres import WrongEncoding
from queue_app.store.db.silence import DatabaseBusy
from tests.conftest import NOT_POOLED
from tests.databases import administrator
from tests.proxy import Proxy, proxied

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("doors", ["postgres"], indirect=True),
]
PREPARED = text("SELECT count(*) FROM pg_prepared_statements")


@contextmanager
def opened(url: str, size: int = 1) -> Iterator[Doors]:
    engine = open_engine(url, size)
    yield Doors(engine)
    engine.dispose()


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    with proxied(database_url) as made:
        yield made


@pytest.fixture
def of_encoding(run, worker) -> Iterator[str]:
    made = []

    def make(encoding: str) -> str:
        name = f"{run.prefix}_{worker}_{encoding.lower()}"
        made.append(make_url(run.server).set(database=name).render_as_string(hide_password=False))
        with administrator(run.server) as conn:
            conn.exec_driver_sql(
                f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        return made[-1]

    yield make
    for url in made:
        run.drop(url)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_letter_is_refused(doors, of_encoding, encoding):  # S1
    url = of_encoding(encoding)
    with pytest.raises(NotUpgraded, match=f"has the encoding {encoding}. Topmost needs UTF8"):
        upgrade(url)
    with opened(url) as other, pytest.raises(WrongEncoding), other.reading():
        pass


def test_letters_are_sent_as_utf8_whatever_the_environment_says(doors, database_url, monkeypatch):  # S1
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with opened(database_url) as other, other.reading() as conn:
        assert conn.scalar(text("SHOW client_encoding")) == "UTF8"
        assert conn.scalar(text("SELECT 'Größe ändern ✓'")) == "Größe ändern ✓"


def test_the_limits_are_of_the_transaction_and_not_of_the_session(doors, database_url):  # S3
    shown = "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"
    with opened(database_url) as other:
        with other.reading() as conn:
            assert "options" not in conn.connection.dbapi_connection.info.get_parameters()
            assert tuple(conn.exec_driver_sql(shown).one()) == ("5s", "4s")
            assert conn.scalar(text("SHOW transaction_isolation")) == "repeatable read"
            assert conn.scalar(text("SHOW transaction_read_only")) == "on"
        with other.writing() as conn, conn.begin() as never:
            assert tuple(conn.exec_driver_sql(shown).one()) == ("5s", "10s")
            never.rollback()
        with other.engine.connect() as conn:
            assert tuple(conn.exec_driver_sql(shown).one()) == ("0", "0")


@NOT_POOLED
def test_reading_keeps_what_the_driver_prepared(doors, database_url):  # S3
    with opened(database_url) as other:
        for _ in range(8):
            with other.reading() as conn:
                found = conn.scalar(PREPARED)
    assert found == 1


@pytest.mark.parametrize(("given", "prepared"), [("none", 0), ("0", 1)])
def test_whether_statements_are_prepared_can_be_set(doors, database_url, given, prepared):  # S3
    url = make_url(database_url).update_query_dict({"prepare_threshold": given})
    with opened(url.render_as_string(hide_password=False)) as other, other.reading() as conn:
        conn.scalar(PREPARED)
        assert conn.scalar(PREPARED) == prepared


@pytest.fixture
def hung(proxy: Proxy) -> Iterator[Doors]:
    """The doors of a process whose database stopped answering after it had answered."""
    with opened(proxy.url, size=4) as other:
        with other.reading() as conn:
            conn.execute(text("SELECT 1"))
        yield other


def test_a_silent_database_is_told_within_five_seconds_and_then_at_once(hung, proxy):  # R4
    proxy.swallow()
    began = time.monotonic()
    with pytest.raises(DBAPIError), hung.reading():
        pass
    assert time.monotonic() - began < 5
    began = time.monotonic()
    with pytest.raises(DatabaseBusy), hung.writing():
        pass
    assert time.monotonic() - began < 0.5
    proxy.let_through()
    deadline = time.monotonic() + 4
    while not answers(hung):
        assert time.monotonic() < deadline, "it answers and is not asked"
        time.sleep(0.1)


def answers(doors: Doors) -> bool:
    try:
        with doors.reading() as conn:
            return conn.scalar(text("SELECT 1")) == 1
    except (DBAPIError, DatabaseBusy):
        return False


@NOT_POOLED
def test_a_server_process_that_is_stopped_in_the_middle_is_told_too(doors, database_url):  # R4
    def stopped(conn: Connection) -> None:
        pid = conn.connection.dbapi_connection.info.backend_pid
        os.kill(pid, signal.SIGSTOP)
        try:
            conn.execute(text("SELECT 1"))
        finally:
            os.kill(pid, signal.SIGCONT)

    with opened(database_url) as other:
        began = time.monotonic()
        with pytest.raises(DBAPIError) as error, other.reading() as conn:
            stopped(conn)
    assert time.monotonic() - began < 6
    assert error.value.connection_invalidated
