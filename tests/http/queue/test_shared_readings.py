"""Data that viewers share is always current and of the right team, wherever a change comes from."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from queue_app.service.process.kept.kept_once import KeptOnce
from queue_app.store.team import teams
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.team.example import delete_removed, remove_example
from queue_app.usecases.transaction import Outcome, in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import wait_for
from tests.cast import MONDAY, Cast
from tests.store.rows import history

_OF_EACH_PAGE = re.compile(r'(name="(?:csrf-token|csrf_token|key)" (?:content|value)=)"[^"]*"')


@pytest.fixture
def both(monkeypatch):
    """The queue as shown to a viewer from shared data, and as read and rendered only for this viewer."""

    def look(person, team: int) -> tuple[str, str]:
        def text() -> str:
            return _OF_EACH_PAGE.sub(r"\1", person.look(f"/teams/{team}").response.text)

        shared = text()
        with monkeypatch.context() as patch:
            patch.setattr(KeptOnce, "__call__", lambda _kept, _key, make: make())
            return shared, text()

    return look


def test_a_team_with_the_number_of_a_deleted_one_shows_its_own(cast: Cast, alice, bob, both):
    """SQLite reuses the number. Both teams have the same number of events and people."""

    def made(who: int, title: str) -> int:
        def make(conn) -> int:
            number = teams.create(conn, {"name": "Example", "is_example": True}, 3, who, cast.now)
            teams.add_member(conn, number, who, "manager", cast.now)
            return number

        number = in_transaction(cast.doors, make)
        run(cast.doors, add, Actor(number, who), titles=[title])
        return number

    first = made(cast.bob, "A secret of Bob")
    assert "A secret of Bob" in both(bob, first)[0]
    run(cast.doors, remove_example, Actor(first, cast.bob))
    in_transaction(cast.doors, delete_removed, now=utc_now() + timedelta(days=1))
    second = made(cast.alice, "Alice's own")
    shared, alone = both(alice, second)
    assert second == first or not cast.doors.is_sqlite
    assert (shared == alone, "A secret of Bob" in shared) == (True, False)


@pytest.mark.usefixtures("day_of_the_cast")
def test_what_changes_in_a_team_beyond_the_next_one_is_shown_at_once(cast: Cast, bob, both):
    """Tigers wait for Others, who wait for a third team. It drops the item."""
    cast.told = False  # The past of all three teams has no complete history.
    third = in_transaction(cast.doors, _third, cast=cast)
    for team in (cast.team, cast.other_team, third):
        history(replace(cast, team=team))
    mine = cast.add("Waiter")[0]
    theirs = _added(cast, cast.other_team, "Between")
    last = _added(cast, third, "Last")
    cast.do(wait_for, item=mine, number=theirs, team=cast.other_team)
    _done(cast, cast.other_team, wait_for, item=theirs, number=last, team=third)
    both(bob, cast.team)
    _done(cast, third, drop, item=last, reason="Not now")
    shared, alone = both(bob, cast.team)
    assert shared == alone


def _third(conn, cast: Cast) -> int:
    teams.add_member(conn, cast.other_team, cast.bob, "member", MONDAY)
    third = teams.create(conn, {"name": "Third"}, 3, cast.bob, MONDAY)
    teams.add_member(conn, third, cast.bob, "manager", MONDAY)
    return third


def _done(cast: Cast, where: int, use_case: Callable[..., Any], **command: Any) -> Outcome:
    """Run a use case as Bob in another team."""
    return run(cast.doors, use_case, Actor(where, cast.bob), clock_now=lambda: cast.now, **command)


def _added(cast: Cast, team: int, title: str) -> int:
    numbers: list[int] = _done(cast, team, add, titles=[title]).result["items"]
    return numbers[0]
