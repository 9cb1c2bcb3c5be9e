"""Behind PgBouncer in transaction mode each transaction may be in another session: nothing may rely on the session."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from queue_app.store.db.engine import Doors, open_engine
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.conftest import NOT_POOLED
from tests.parts import program
from tests.pooler import pooled

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not program("pgbouncer"), reason="no PgBouncer. Debian: apt-get install pgbouncer"),
    NOT_POOLED,
    pytest.mark.parametrize("doors", ["postgres"], indirect=True),
]


@pytest.fixture
def pooled_url(database_url: str) -> Iterator[str]:
    """The address of the database by way of PgBouncer."""
    with pooled(database_url) as pooler:
        yield pooler.way_to(database_url)


def test_the_queue_works_behind_a_pooler_of_transactions(cast: Cast, pooled_url: str) -> None:  # S3
    engine = open_engine(pooled_url, pool_size=4)
    there = replace(cast, doors=Doors(engine))
    for n in range(8):
        there.add(f"Item {n}")
    there.do(pull_top)
    there.do(finish, item=1)
    with there.doors.reading() as conn:
        assert conn.scalar(text("SHOW statement_timeout")) == "4s"
    assert len(there.order()) == 7
    engine.dispose()
