"""The first large import of an installation: PostgreSQL keeps how it checked foreign keys in empty tables, by any index."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from queue_app.store.db.engine import Doors, open_engine
from tests.cast import Cast
from tests.conftest import NOT_POOLED
from tests.imports import imports

ROWS, TIMES = 6_000, 10
_FLUSH = text("SELECT pg_stat_force_next_flush()")
_READ = text("SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN ('event', 'item')")


@NOT_POOLED
@pytest.mark.parametrize("doors", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_large_import_does_not_read_all_items_for_each_row(cast: Cast, database_url: str) -> None:  # R7
    engine = open_engine(database_url, pool_size=1)
    alone = replace(cast, doors=Doors(engine))
    alone.add("One")
    before = _rows_read(alone.doors)
    imports(alone, "id,title,state\n" + "".join(f"{n},Item {n},todo\n" for n in range(ROWS)))
    assert _rows_read(alone.doors) - before <= TIMES * ROWS
    engine.dispose()


def _rows_read(doors: Doors) -> int:
    """Entries of the indexes of items and events that were read."""
    with doors.reading() as conn:
        conn.execute(_FLUSH)
    with doors.reading() as conn:
        return int(conn.execute(_READ).scalar_one())
