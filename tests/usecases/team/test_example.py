"""The example team is made by the real use cases, agrees with its history, and goes without a trace."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from queue_app.domain.refusals import NoExample
from queue_app.domain.team.team import RESTORABLE
from queue_app.service.example.play import play
from queue_app.store.db.base import Base
from queue_app.store.tables import ITEM
from queue_app.store.team import example
from queue_app.usecases.team.example import delete_removed, remove_example
from queue_app.usecases.team.settings import archive, unarchive
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests.cast import MONDAY, Cast


def counts(cast: Cast) -> dict[str, int]:
    with cast.doors.reading() as conn:
        return {
            name: int(conn.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in Base.metadata.tables.items()
        }


def test_weeks_of_work_are_there_and_goes_without_a_trace(cast: Cast) -> None:
    before = counts(cast)
    team = play(cast.doors, cast.bob, "Europe/Vienna", MONDAY, lambda done, weeks: None, weeks=3)
    made = counts(cast)
    assert made["item"] > 40
    assert made["event"] > 60
    assert made["block"] >= 2
    assert (made["declaration"], made["absence"]) == (7, 2)
    run(cast.doors, remove_example, Actor(team, cast.bob))
    assert counts(cast)["item"] == made["item"], "it can still be restored"
    assert in_transaction(cast.doors, delete_removed, now=utc_now() + RESTORABLE + timedelta(seconds=1)) == 1
    assert counts(cast) == before


def test_a_removed_one_is_kept_for_ten_minutes_and_restored_it_stays(cast: Cast) -> None:  # P1
    team, mine = play(cast.doors, cast.bob, "UTC", utc_now(), lambda *_: None, weeks=1), timedelta(minutes=10)
    actor = Actor(team, cast.bob)
    run(cast.doors, remove_example, actor)
    with cast.doors.reading() as conn:
        assert example.of_manager(conn, cast.bob) is None
    assert in_transaction(cast.doors, delete_removed, now=utc_now() + mine - timedelta(seconds=9)) == 0
    run(cast.doors, unarchive, actor)
    assert in_transaction(cast.doors, delete_removed, now=utc_now() + 2 * mine) == 0
    assert in_transaction(cast.doors, example.of_manager, person=cast.bob) == team
    run(cast.doors, archive, actor)
    assert in_transaction(cast.doors, delete_removed, now=utc_now() + 2 * mine) == 0, "archived is not removed"


def test_work_came_in_little_by_little_until_the_last_day(cast: Cast) -> None:
    team = play(cast.doors, cast.bob, "Europe/Vienna", MONDAY, lambda done, weeks: None, weeks=6)
    with cast.doors.reading() as conn:
        added = conn.execute(select(ITEM.c.created_at).where(ITEM.c.team_id == team)).scalars().all()
    days = Counter(at.date() for at in added)
    first = min(days)
    assert max(count for day, count in days.items() if day != first) <= 6
    assert sum(1 for day in days if day != first) >= 20


def test_a_real_team_is_never_removed(cast: Cast) -> None:
    cast.add("Search")
    before = counts(cast)
    with pytest.raises(NoExample):
        run(cast.doors, remove_example, Actor(cast.team, cast.bob))
    assert counts(cast) == before
