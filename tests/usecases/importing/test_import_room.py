"""Import: rows in progress take slots, and never more than there are."""

from typing import Any

import pytest

from queue_app.domain.refusals import NoRoomForImport
from queue_app.usecases.importing import import_items as module
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import Outcome
from tests.cast import Cast
from tests.imports import MIXED, digest, events, imports

RUNNING = "title,state\n" + "".join(f"Run {n},running\n" for n in range(1, 6)) + "Wait,waiting\n"


def test_more_in_progress_than_room_is_refused_without_a_choice(cast: Cast) -> None:
    before = digest(cast)
    with pytest.raises(NoRoomForImport, match="5 rows are in progress and there is room for 3"):
        imports(cast, RUNNING)
    assert digest(cast) == before


def test_the_limit_may_be_raised_for_them(cast: Cast) -> None:
    cast.add("Mine")
    cast.do(pull_top, by=cast.alice)
    outcome = imports(cast, RUNNING, wip="raise")
    assert outcome.result["limit"] == 6
    assert sorted(cast.item(number).slot for number in range(1, 7)) == [1, 2, 3, 4, 5, 6]
    (raised,) = events(cast, "limit_set")
    assert (raised.data["limit"], raised.data["was"], raised.by) == (6, 3, cast.bob)
    assert [event.seq for event in events(cast)] == list(range(raised.seq + 1, raised.seq + 7))


def test_or_the_rest_waits_above_what_waited(cast: Cast) -> None:
    outcome = imports(cast, RUNNING, wip="wait")
    assert (outcome.result["in_progress"], outcome.result["waiting"], outcome.result["limit"]) == (3, 3, None)
    assert cast.order() == ["Run 1", "Run 2", "Run 3", "Run 4", "Run 5", "Wait"]


def test_a_closing_slot_is_no_room(cast: Cast) -> None:
    cast.add("A", "B", "C")
    for _ in range(3):
        cast.do(pull_top, by=cast.alice, others="both")
    cast.do(set_limit, limit=1, reason="less at once")
    with pytest.raises(NoRoomForImport, match="room for 0"):
        imports(cast, "title,state\nRun,running\n")
    assert imports(cast, "title,state\nRun,running\n", wip="raise").result["limit"] == 4
    assert cast.item(4).slot == 4


def test_room_that_went_meanwhile_is_looked_at_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.add("Mine")
    real = module.run

    def meanwhile(*given: Any, **how: Any) -> Outcome:
        monkeypatch.setattr(module, "run", real)
        cast.do(pull_top, by=cast.alice)
        return real(*given, **how)

    monkeypatch.setattr(module, "run", meanwhile)
    imports(cast, MIXED)
    assert [cast.item(number).slot for number in (1, 4, 5)] == [1, 2, 3]
