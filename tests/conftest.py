"""Fixtures for every test: an empty, migrated database on each engine, and its two doors. Tests really commit."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import make_url, select

from queue_app.service.process.kept.forecasts import Forecasts
from queue_app.store.db import engine
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.queue import rebuild
from queue_app.store.tables import CLOCK
from queue_app.usecases import transaction
from tests import flush_guard, parts
from tests.cast import Cast, make_cast
from tests.databases import KeptFile, KeptRows, PostgresDatabase, Run, SqliteDatabase
from tests.scheduling import OneBrowser, in_order

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
PAGES_ON = ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.stress])][: 1 + parts.WHOLE]
"""Tests of pages run on SQLite only, because pages reach the database through use cases and screens, which run on both."""
BOTH_ENGINES = pytest.mark.parametrize("doors", ENGINES, indirect=True)
"""For a test of a page that depends on the engine: locks, characters that a text cannot hold, query plans."""
NOT_POOLED = pytest.mark.skipif(bool(parts.POOLER), reason="about a session of PostgreSQL, which PgBouncer hides")
"""For a test about the session behind a connection: its process, settings, prepared statements or counters."""

AT_FIRST = 1
"""The revision of a team without any event."""
RUN = pytest.StashKey[Run]()
Casts = dict[tuple[bool, Callable[[Doors], Cast]], tuple[Cast, KeptFile | KeptRows]]


def pytest_configure(config: pytest.Config) -> None:
    worker = getattr(config, "workerinput", None)
    if worker is None and (refusal := parts.refusal()):
        raise pytest.UsageError(refusal)
    flush_guard.install()
    config.stash[RUN] = Run(Path(worker["folder"])) if worker else Run.begin()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    node.workerinput["folder"] = str(node.config.stash[RUN].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and RUN in config.stash:
        config.stash[RUN].end()


def pytest_itemcollected(item: pytest.Item) -> None:
    if "browser" in item.path.relative_to(Path(__file__).parent).parts[:1]:
        item.add_marker("browser")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return OneBrowser(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if any(item.get_closest_marker(part) for part in parts.missing())]
    config.hook.pytest_deselected(items=left_out)
    items[:] = in_order([item for item in items if item not in left_out])


def pytest_collection_finish() -> None:
    """Freeze everything imported so far: scanning it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for part, why in parts.missing().items():
        terminalreporter.write_line(f"LEFT OUT: the {part} tests, {why}", yellow=True)


@pytest.fixture(scope="session")
def run(pytestconfig: pytest.Config) -> Run:
    return pytestconfig.stash[RUN]


@pytest.fixture(scope="session")
def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def _sqlite(run: Run, worker: str) -> SqliteDatabase:
    return SqliteDatabase(run.folder / worker)


@pytest.fixture(scope="session")
def _postgres(run: Run, worker: str) -> Iterator[PostgresDatabase]:
    database = PostgresDatabase(run, worker)
    yield database
    database.engine.dispose()


@pytest.fixture(params=ENGINES)
def doors(request: pytest.FixtureRequest) -> Iterator[Doors]:
    """The two doors of an empty, migrated database. The test fails if it leaves a connection open."""
    yield from opened(request)


def opened(request: pytest.FixtureRequest) -> Iterator[Doors]:
    """The doors on the engine named by the fixture's parameter. Does not empty the database if `cast` will."""
    kept = (request.param == "sqlite", make_cast) in request.getfixturevalue("casts")
    filled = kept and "cast" in request.fixturenames
    if request.param == "postgres":
        database: PostgresDatabase = request.getfixturevalue("_postgres")
        if not filled:
            database.empty()
        engine = database.engine
    else:
        file: SqliteDatabase = request.getfixturevalue("_sqlite")
        if not filled:
            file.put_back()
        engine = file.engine
    yield Doors(engine)
    left_open = engine.pool.checkedout()
    if request.param == "sqlite" or left_open:
        engine.dispose()
    assert not left_open, "the test left a connection open"


@pytest.fixture
def database_url(doors: Doors) -> str:
    """The URL of the same database, for a server or another process."""
    return doors.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def impatient_doors(doors: Doors, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    """The doors of another process, which waits only a tenth of a second for a lock instead of five seconds."""
    for module in (engine, transaction):
        monkeypatch.setattr(module, "LOCK_WAIT_SECONDS", 0.1)
    other = open_engine(database_url, pool_size=2)
    yield Doors(other)
    other.dispose()


@pytest.fixture(params=ENGINES)
def new_database(request: pytest.FixtureRequest, run: Run, worker: str, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A function that makes a database, without tables or as a copy of the one at the URL `like`, and returns its URL."""
    made: list[str] = []

    def make(like: str = "") -> str:
        made.append(new_one(request.param, run, f"{worker}_blank{len(made)}", tmp_path, like))
        return made[-1]

    yield make
    for url in made:
        if request.param == "postgres":
            run.drop(url)


def new_one(engine: str, run: Run, name: str, folder: Path, like: str = "") -> str:
    """The URL of a new database. A SQLite file goes into the folder."""
    template = make_url(like).database if like else None
    if engine == "postgres":
        return run.make(name, template or "template1")
    file = folder / f"{name}.sqlite3"
    if template:
        shutil.copyfile(template, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def casts() -> Casts:
    """What `played` has already made."""
    return {}


@pytest.fixture
def cast(doors: Doors, casts: Casts) -> Iterator[Cast]:
    """Alice, Bob, Carol and Mallory, and an empty queue with a WIP limit of 3."""
    yield from played(doors, casts, make_cast)


@contextmanager
def in_one_go(doors: Doors) -> Iterator[None]:
    """Read without server-side cursors. Such a cursor takes four round trips, and these teams are small."""
    with patch.object(doors.engine.dialect, "supports_server_side_cursors", False):
        yield


def played(doors: Doors, casts: Casts, make: Callable[[Doors], Cast]) -> Iterator[Cast]:
    """The result of `make`, which runs once per engine; later tests get a copy of its rows. After each test, the history of
    every team must match its rows."""
    sqlite = doors.engine.dialect.name == "sqlite"
    key = sqlite, make
    if key not in casts:
        casts[key] = make(doors), KeptFile(doors.engine, make.__name__) if sqlite else KeptRows(doors.engine)
    else:
        casts[key][1].put_back()
    made = replace(casts[key][0], doors=doors, forecasts=Forecasts())
    yield made
    if made.told:
        with in_one_go(doors), doors.reading() as conn:
            used = conn.execute(select(CLOCK.c.team_id).where(CLOCK.c.revision > AT_FIRST)).scalars().all()
            assert [difference for team in used for difference in rebuild.check(conn, team)] == []
