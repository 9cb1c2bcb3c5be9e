"""Servers are replaced one after the other. After an additive migration the old code may go on writing, after others it may not.

The tests compare what a migration declares with what it does.
"""

import re
import threading
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise

import pytest
from sqlalchemy import text

from queue_app.domain.team.rights import Role
from queue_app.store.db import migrate, version
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.version import OtherSchema
from tests.faults.served import Program, Served, team_tokens
from tests.migrations import upgrades
from tests.migrations.databases import looking_at
from tests.migrations.shapes import shape
from tests.migrations.test_upgrade import REVISIONS, SCRIPTS

ADDITIVE = [script for script in SCRIPTS if version.is_additive(script)]
RENAME = text("UPDATE item SET title = 'Renamed' WHERE id = (SELECT min(id) FROM item)")
COLUMN = re.compile(r"column (\w+)[ .]")
NEW_COLUMN = re.compile(r"column \w+(?:\.| \(')(\w+)")
ADDS_A_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "2099_01_01_adds"
down_revision = "{head}"
additive = True


def upgrade():
    op.add_column("item", sa.Column("mood", sa.String(20)))
"""


@pytest.fixture
def additive_revisions(revisions):
    """The project's migrations, and one more that adds an optional column."""
    (revisions / "versions" / "2099_01_01_scratch.py").unlink()
    (revisions / "versions" / "2099_01_01_adds.py").write_text(ADDS_A_COLUMN.format(head=version.head()))
    return revisions


@pytest.fixture
def old_doors(at_work):
    engine = open_engine(at_work, pool_size=2)
    yield Doors(engine)
    engine.dispose()


def writes(doors):
    with doors.writing() as writer, writer.begin():
        return writer.execute(RENAME).rowcount


def test_the_old_code_goes_on_after_what_only_adds_and_starts_again(old_doors, at_work, additive_revisions):
    assert upgrades.upgrade(at_work, additive_revisions) == 0
    assert writes(old_doors) == 1
    migrate.upgrade(at_work)
    with looking_at(at_work) as connection:
        assert version.current(connection) == "2099_01_01_adds"
        assert version.schema(connection) is version.Schema.CURRENT


def test_the_old_code_writes_no_more_after_anything_else(old_doors, at_work, revisions):
    assert upgrades.upgrade(at_work, revisions) == 0
    with pytest.raises(OtherSchema):
        writes(old_doors)
    with pytest.raises(migrate.DatabaseNewer):
        migrate.upgrade(at_work)


@pytest.mark.parametrize("script", ADDITIVE, ids=lambda script: script.revision)
def test_what_says_that_it_only_adds_does_so(script, blank_url):
    """A migration that is declared additive changes nothing that exists. Old code can omit everything new in its tables."""
    migrate.upgrade(blank_url, script.down_revision)
    with looking_at(blank_url) as connection:
        before = shape(connection)
    migrate.upgrade(blank_url, script.revision)
    with looking_at(blank_url) as connection:
        after = shape(connection)
    assert before <= after
    known = {found[1] for found in map(COLUMN.match, before) if found}
    new = [line for line in after - before if any(re.search(rf"\b{table}\b", line) for table in known)]
    columns = {found[1] for found in map(NEW_COLUMN.match, new) if found}
    assert [line for line in new if not can_be_left_out(line, columns)] == []


def can_be_left_out(line, columns):
    """Whether old code can ignore it: an optional column, a check on such columns only, or an index that is not unique."""
    if line.startswith("column "):
        return "nullable YES" in line or not re.search(r"default - |, 1, None, 0", line)
    if line.startswith(("check ", "constraint ")):
        return any(re.search(rf"ck_\w+_{column}\b|NOT NULL {column}$", line) for column in columns)
    return line.startswith("CREATE INDEX")


@pytest.mark.parametrize(
    ("before", "migrations", "rolling"),
    [
        (None, len(REVISIONS), False),
        (REVISIONS[-1], 0, True),
        *((below, 1, None) for below, _ in pairwise(REVISIONS[-2:])),
    ],
    ids=["empty", "up to date", "one behind"],
)
def test_what_is_pending_is_told(blank_url, before, migrations, rolling):
    if before:
        migrate.upgrade(blank_url, before)
    pending = migrate.pending(blank_url)
    assert pending.migrations == migrations
    assert pending.rolling is (version.is_additive(SCRIPTS[-1]) if rolling is None else rolling)


NEW_VERSION = (
    "import sys; from pathlib import Path; from queue_app.store.db import version; version.MIGRATIONS = Path({!r});"
)
SERVES = " from wsgi import main; main(['serve'])"


def all_taken(answers):
    """Whether every write succeeded. The keys are copied at once, because the other thread goes on counting."""
    return {status for status, _ in list(answers)} <= {201}


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_no_request_is_lost_while_two_servers_are_replaced(cast, tmp_path, additive_revisions):
    """The old server writes before, during and after the migration. The new one starts next to it and then goes on alone."""
    (token,) = team_tokens(cast, 1, Role.MEMBER)
    old = Served(cast.doors, tmp_path / "old")
    new = Served(cast.doors, tmp_path / "new", code=NEW_VERSION.format(str(additive_revisions)) + SERVES)
    answers, at, over = Counter(), [old], threading.Event()

    def keep_writing():
        while not over.is_set():
            with closing(Program(at[0].netloc, token)) as program:
                answers[program.ask("POST", f"/api/teams/{cast.team}/add", {"title": "Search"})[0], at[0] is old] += 1

    old.start()
    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        new.start()
        migrated = answers[201, True]
        while answers[201, True] < migrated + 5 and all_taken(answers):
            time.sleep(0.02)
        at[0] = new
        while answers[201, False] < 5 and all_taken(answers):
            time.sleep(0.02)
    finally:
        over.set()
        writing.join()
        old.kill()
        new.kill()
    assert {status for status, _ in answers} == {201}
    with cast.doors.reading() as conn:
        assert conn.execute(text("SELECT count(*) FROM item WHERE mood IS NULL")).scalar() == answers.total()
