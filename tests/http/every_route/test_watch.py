"""The mark that shows tests whether something was written changes with every kind of write, and with nothing else."""

import pytest
from sqlalchemy import text

from queue_app.usecases.transaction import in_transaction
from tests.conftest import BOTH_ENGINES

pytestmark = BOTH_ENGINES


@pytest.fixture
def areas(cast):
    write(cast, "INSERT INTO area (team_id, name, folded) SELECT id, 'Old', 'old' FROM team")


def write(cast, *statements: str) -> None:
    in_transaction(cast.doors, lambda conn: [conn.execute(text(one)) for one in statements])


@pytest.mark.parametrize(
    "statements",
    [
        ["INSERT INTO area (team_id, name, folded) SELECT id, 'New', 'new' FROM team"],
        ["UPDATE area SET name = 'Older'"],
        ["DELETE FROM area WHERE id = (SELECT min(id) FROM area)"],
        ["DELETE FROM area", "INSERT INTO area (team_id, name, folded) SELECT id, 'Old', 'old' FROM team"],
    ],
    ids=["an insert", "an update", "a delete", "a row in place of another"],
)
def test_a_write_is_seen(site, cast, areas, statements):
    before = site.mark()
    write(cast, *statements)
    assert site.mark() != before


def test_what_is_read_or_rolled_back_is_no_write(site, cast, areas):
    before = site.mark()
    site.rows("area")
    with cast.doors.writing() as conn, conn.begin() as given_up:
        conn.execute(text("DELETE FROM area"))
        given_up.rollback()
    assert site.mark() == before
