"""A writer that waited for the lock decides by the state when it gets the lock, not by the state when it began to wait."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import TeamArchived
from queue_app.domain.team.rights import Right, Role
from queue_app.store.db.engine import Doors
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team import members, settings
from queue_app.usecases.transaction import Outcome, run
from queue_app.usecases.tx import Actor, Result, Tx, write
from tests.cast import REASON, Cast

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@write(Right.MANAGE, on_archived=True)
def holding(tx: Tx, *, do: Callable[[Tx], Result], meanwhile: Callable[[], None]) -> Result:
    """Does something and keeps the lock for a while."""
    result = do(tx)
    meanwhile()
    return result


def somebody_waits(doors: Doors) -> None:
    """Comes back when a writer waits. SQLite's waits stand in this process and show nowhere."""
    if doors.is_sqlite:
        time.sleep(0.2)
        return
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with doors.reading() as conn:
            if conn.scalar(WAITING):
                return
        time.sleep(0.01)
    pytest.fail("nobody waits for the lock")


def while_waiting(cast: Cast, first: Callable[[Tx], Result], second: Callable[[], Outcome]) -> Outcome:
    """The result of `second`, which began while `first` held the lock."""
    held = threading.Event()

    def meanwhile() -> None:
        held.set()
        somebody_waits(cast.doors)

    with ThreadPoolExecutor() as threads:
        began = threads.submit(cast.do, holding, do=first, meanwhile=meanwhile)
        assert held.wait(5)
        other = threads.submit(second)
        began.result()
        return other.result()


def by(cast: Cast, person: int, use_case: Callable, **command) -> Callable[[], Outcome]:
    return lambda: run(cast.doors, use_case, Actor(cast.team, person), clock_now=lambda: cast.now, **command)


def test_who_was_removed_meanwhile_finds_nothing(cast: Cast) -> None:
    cast.add("Search")
    with pytest.raises(NotFound):
        while_waiting(cast, lambda tx: members.remove(tx, person=cast.alice), by(cast, cast.alice, pull_top))
    assert cast.item(1).slot is None


def test_who_only_observes_by_now_may_not(cast: Cast) -> None:
    cast.add("Search")
    demoted = lambda tx: members.set_role(tx, person=cast.alice, role=Role.OBSERVER)  # noqa: E731
    with pytest.raises(RoleTooLow):
        while_waiting(cast, demoted, by(cast, cast.alice, pull_top))


def test_who_became_a_manager_meanwhile_may(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    to_top = by(cast, cast.alice, move, items=[2], target=Target(end="top"), reason=REASON)
    promoted = lambda tx: members.set_role(tx, person=cast.alice, role=Role.MANAGER)  # noqa: E731
    assert while_waiting(cast, promoted, to_top).changed
    assert cast.order() == ["Refunds", "Search"]


def test_a_team_that_was_archived_meanwhile_changes_no_more(cast: Cast) -> None:
    cast.add("Search")
    with pytest.raises(TeamArchived):
        while_waiting(cast, settings.archive, by(cast, cast.alice, pull_top))


def test_a_switch_of_the_team_holds_at_once(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(settings.change_settings, who_orders="everybody")
    managers_only = lambda tx: settings.change_settings(tx, who_orders="managers")  # noqa: E731
    to_top = by(cast, cast.alice, move, items=[2], target=Target(end="top"), reason=REASON)
    with pytest.raises(RoleTooLow):
        while_waiting(cast, managers_only, to_top)


def test_the_same_key_at_the_same_time_is_done_once(cast: Cast) -> None:
    press = by(cast, cast.bob, add, titles=["Search"], key="pressed-twice", digest="4f2c")
    busy = lambda tx: settings.change_settings(tx, finished_means="It is in use.")  # noqa: E731
    again = while_waiting(cast, busy, press)
    with ThreadPoolExecutor() as threads:
        answers = [again, *(future.result() for future in [threads.submit(press) for _ in range(6)])]
    assert {(answer.result["items"][0], answer.seq) for answer in answers} == {(again.result["items"][0], again.seq)}
    assert cast.order() == ["Search"]
