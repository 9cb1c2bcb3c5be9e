"""What a write costs in statements and rows, which no load of the machine changes: at most six between BEGIN and COMMIT."""

from collections.abc import Callable

import pytest

from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.add import add, place
from queue_app.usecases.queue.drop import reopen
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from tests.cast import REASON, Cast
from tests.statements import counted, rows_written
from tests.store.rows import fill

BACK = {"kind": "cannot_go_on"}
LIMIT = {"reason": "Because."}
UP = Target(end="top")


def running(cast: Cast) -> None:
    """Alice is on two of the three items in progress; four more wait."""
    cast.add(*"ABCDEFG")
    for others in ("both", "both"):
        cast.do(pull_top, by=cast.alice, others=others)
    cast.do(pull_top, by=cast.bob)


def lowered(cast: Cast) -> None:
    """Three run and the limit is one: two slots are closing."""
    running(cast)
    cast.do(set_limit, limit=1, **LIMIT)


def finished(cast: Cast) -> None:
    running(cast)
    cast.do(finish, item=1)


def unplaced(cast: Cast) -> None:
    cast.do(add, by=cast.alice, titles=["New"])


VERBS = {
    "add one": (running, add, {"titles": ["H"]}),
    "paste fifty": (running, add, {"titles": [f"N{n}" for n in range(50)]}),
    "add at a place": (running, add, {"titles": ["H"], "target": Target(above=5), "reason": REASON}),
    "move": (running, move, {"items": [7], "target": UP, "reason": REASON}),
    "move several": (running, move, {"items": [7, 5, 6], "target": UP, "reason": REASON}),
    "move a running item": (running, move, {"items": [3], "target": Target(above=1)}),
    "pull": (finished, pull_top, {}),
    "put back": (running, put_back, {"item": 2} | BACK),
    "put back while a slot is closing": (lowered, put_back, {"item": 1} | BACK),
    "finish while a slot is closing": (lowered, finish, {"item": 1}),
    "raise the limit": (lowered, set_limit, {"limit": 5} | LIMIT),
    "lower the limit": (finished, set_limit, {"limit": 1} | LIMIT),
    "reopen": (finished, reopen, {"item": 1, "reason": "Not right yet."}),
    "place": (unplaced, place, {"item": 1}),
}


@pytest.mark.parametrize(("given", "verb", "command"), VERBS.values(), ids=VERBS)
def test_a_verb_takes_at_most_six_statements(cast: Cast, given: Callable, verb: Callable, command: dict) -> None:
    given(cast)
    with counted(cast.doors) as sent:
        assert cast.do(verb, **command).changed
    assert len(sent) <= 6, "\n".join(sent)


def test_an_add_looks_for_no_item_when_it_names_none(cast: Cast) -> None:
    """An empty list in a query would be answered by reading the whole team: seen, 14 ms at 30,000 items."""
    with counted(cast.doors) as sent:
        cast.do(add, titles=["A"])
        cast.do(add, titles=["B"], target=UP, reason=REASON)
    assert len(sent) == 2 * len(["lock", "facts", "item", "event", "request"]), "\n".join(sent)


@pytest.mark.parametrize("waiting", [100, 10_000])
def test_a_move_and_a_pull_write_the_same_few_rows_in_any_queue(cast: Cast, waiting: int) -> None:
    """The item, the clock, the event, its list of items and the request; a pull also who is on it and the sums of the day."""
    fill(cast, waiting)
    with rows_written(cast.doors) as written:
        cast.do(move, items=[waiting], target=Target(above=waiting // 2))
        cast.do(move, items=[waiting // 2], target=UP, reason=REASON)
        cast.do(pull_top)
    assert written == [5, 5, 7]


@pytest.mark.parametrize("waiting", [100, 10_000])
def test_what_changes_nothing_writes_nothing(cast: Cast, waiting: int) -> None:
    fill(cast, waiting)
    with rows_written(cast.doors) as written:
        outcomes = [
            cast.do(move, items=[1], target=UP),
            cast.do(move, items=[2], target=Target(below=1)),
            cast.do(move, items=[3, 2], target=Target(above=4)),
            cast.do(move, items=[waiting], target=Target(end="bottom")),
            cast.do(move, items=[], target=UP),
            cast.do(set_limit, limit=3, **LIMIT),
        ]
    assert written == []
    assert {(outcome.changed, outcome.seq) for outcome in outcomes} == {(False, 1)}
