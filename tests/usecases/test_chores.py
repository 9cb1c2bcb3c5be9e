"""What the daily chores delete, and what stays."""

from datetime import timedelta

from sqlalchemy import func, select

from queue_app.store.db.engine import Doors
from queue_app.store.tables import REQUEST, STINT
from queue_app.usecases.chores import tidy
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import in_transaction
from tests.cast import Cast


def rows(doors: Doors, kind: object) -> int:
    with doors.reading() as conn:
        return int(conn.execute(select(func.count()).select_from(kind)).scalar_one())  # type: ignore[call-overload]


def test_answers_go_after_a_day_and_the_stints_of_running_items_stay(cast: Cast) -> None:
    cast.add("Search")
    cast.do(pull_top)
    done = in_transaction(cast.doors, tidy, now=cast.now + timedelta(hours=25))
    assert done["request"] == 2
    assert done["stint"] == 0
    assert rows(cast.doors, REQUEST) == 0
    assert rows(cast.doors, STINT) == 1


def test_the_work_of_a_day_is_done_once(cast: Cast) -> None:
    assert in_transaction(cast.doors, tidy, now=cast.now) != {}
    assert in_transaction(cast.doors, tidy, now=cast.now + timedelta(hours=1)) == {}
    assert in_transaction(cast.doors, tidy, now=cast.now + timedelta(days=1)) != {}
