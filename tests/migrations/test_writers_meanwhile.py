"""An upgrade while a server writes: neither sees the other's incomplete work, and afterwards the old code cannot write."""

import pytest
from sqlalchemy import text

from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.version import OtherSchema
from tests.migrations import upgrades
from tests.migrations.test_upgrade import is_locked, wait_until

WAITING_FOR_A_WRITER = "SELECT count(*) FROM pg_locks WHERE relation = 'alembic_version'::regclass AND NOT granted"
RENAME = text("UPDATE item SET title = 'Renamed' WHERE id = (SELECT min(id) FROM item)")


@pytest.fixture
def old_doors(at_work):
    engine = open_engine(at_work, pool_size=2)
    yield Doors(engine)
    engine.dispose()


def test_the_upgrade_waits_for_a_write_that_began_before_it_and_the_next_one_is_refused(old_doors, at_work, revisions):
    with old_doors.writing() as writer:
        with writer.begin():
            theirs = upgrades.start(at_work, revisions)
            theirs.stdout.readline()
            theirs.stdin.close()
            if old_doors.is_sqlite:
                assert is_locked(at_work)
            else:
                wait_until(lambda: writer.exec_driver_sql(WAITING_FOR_A_WRITER).scalar())
            assert writer.execute(RENAME).rowcount == 1
        assert upgrades.finish(theirs) == 0
    with old_doors.reading() as reader:
        assert (
            reader.execute(text("SELECT title FROM item WHERE mood = 'calm' ORDER BY id")).scalars().first()
            == "Renamed"
        )
    for _ in range(2):
        with pytest.raises(OtherSchema), old_doors.writing() as writer, writer.begin():
            writer.execute(RENAME)
    assert not old_doors.is_sqlite or not is_locked(at_work)
