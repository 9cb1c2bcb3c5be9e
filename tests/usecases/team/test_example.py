"""The example team is made by the real use cases, agrees with its history, and goes without a trace."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from queue_app.domain.refusals import NoExample
from queue_app.service.example.play import play
from queue_app.store.db.base import Base
from queue_app.store.tables import ITEM
from queue_app.usecases.team.example import remove_example
from queue_app.usecases.transaction import in_transaction
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
    in_transaction(cast.doors, remove_example, team=team)
    assert counts(cast) == before


def test_work_came_in_little_by_little_until_the_last_day(cast: Cast) -> None:
    team = play(cast.doors, cast.bob, "Europe/Vienna", MONDAY, lambda done, weeks: None, weeks=6)
    with cast.doors.reading() as conn:
        added = conn.execute(select(ITEM.c.created_at).where(ITEM.c.team_id == team)).scalars().all()
    days = Counter(at.date() for at in added)
    first = min(days)
    assert max(count for day, count in days.items() if day != first) <= 6
    assert sum(1 for day in days if day != first) >= 20
    in_transaction(cast.doors, remove_example, team=team)


def test_a_real_team_is_never_removed(cast: Cast) -> None:
    cast.add("Search")
    before = counts(cast)
    with pytest.raises(NoExample):
        in_transaction(cast.doors, remove_example, team=cast.team)
    assert counts(cast) == before
