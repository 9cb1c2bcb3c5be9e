"""Undo brings back what was before the act: the items, their order and slots, blocks, plans, areas, people and evidence."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.queue.plan import Step
from queue_app.store.cover.areas import active_areas
from queue_app.usecases.queue.add import add, place
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.edit import set_areas
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.queue.urgent import calm, urgent
from tests.cast import Cast
from tests.given import area, block_kind, last_event, planned
from tests.rows import everything
from tests.statements import counted

WHY = Reason("learned", "We looked at it again")
TOP = Target(end="top")


def queue(cast: Cast) -> None:
    """A runs with Alice and Bob on it, blocked; B runs; C to F wait, D blocked, F not placed."""
    cast.add("A", "B", "C", "D", "E")
    cast.do(pull_top, by=cast.alice)
    cast.do(join, item=1)
    cast.do(pull_top, by=cast.alice, others="both")
    cast.do(block, item=1, sentence="A waits for the bank", next_step="Ask again")
    cast.do(block, item=4, sentence="D waits for a decision")
    cast.do(add, by=cast.alice, titles=["F"])
    payments = area(cast, "Payments")
    area(cast, "Booking")
    cast.do(set_areas, item=1, areas=[payments])
    cast.do(urgent, item=3, reason=WHY)
    planned(cast, 1, Step("fix", cast.now), Step("tell"))


def nothing(cast: Cast) -> None:
    """Nothing further is done before the act."""


def both(cast: Cast) -> list[int]:
    with cast.doors.reading() as conn:
        return sorted(active_areas(conn, cast.team))


@dataclass
class Case:
    """What is done (by Bob), after `before` was."""

    use_case: Callable[..., object]
    said: dict[str, object] | Callable[[Cast], dict[str, object]]
    before: Callable[[Cast], object] = nothing


CASES = {
    "move": Case(move, {"items": [5], "target": TOP, "reason": WHY}),
    "move down": Case(move, {"items": [3], "target": Target(end="bottom"), "reason": WHY}),
    "move several": Case(move, {"items": [3, 5, 6], "target": Target(above=4), "reason": WHY}),
    "move several apart": Case(move, {"items": [3, 6], "target": Target(end="bottom"), "reason": WHY}),
    "move running": Case(move, {"items": [2], "target": Target(above=1), "reason": WHY}),
    "pull": Case(pull_top, {}),
    "pull and stay": Case(pull_top, {"others": "both"}),
    "finish": Case(finish, {"item": 2}),
    "finish blocked": Case(finish, {"item": 1, "steps": "anyway"}),
    "finish with areas": Case(
        finish, lambda c: {"steps": "anyway", "item": 1, "areas": both(c), "worked_along": [c.alice, c.bob]}
    ),
    "finish and split off": Case(finish, {"item": 1, "steps": "split"}),
    "put back": Case(put_back, {"item": 2, "kind": "other"}),
    "put back blocked": Case(put_back, {"item": 1, "kind": "cannot_go_on", "words": "The bank"}),
    "swap": Case(swap, {"item": 1, "kind": "something_else_first"}),
    "drop": Case(drop, {"item": 4, "reason": "Not needed"}),
    "drop urgent": Case(drop, {"item": 3, "reason": "Not needed"}),
    "drop not placed": Case(drop, {"item": 6, "reason": "Not needed"}),
    "drop running": Case(drop, {"item": 1, "reason": "Not needed"}),
    "block": Case(block, lambda c: {"item": 5, "sentence": "E waits", "kind": block_kind(c)}),
    "unblock": Case(unblock, {"item": 1}),
    "split": Case(split, {"item": 5, "pieces": ["E one", "E two", "E three"]}),
    "split running": Case(split, {"item": 1, "pieces": ["A one", "A two"]}),
    "place": Case(place, {"item": 6}),
    "urgent": Case(urgent, {"item": 5, "reason": WHY}, lambda cast: cast.do(calm, item=3)),
    "calm": Case(calm, {"item": 3}),
    "reopen": Case(reopen, {"item": 2, "reason": "It came back"}, lambda cast: cast.do(finish, item=2)),
    "restore": Case(restore, {"item": 4}, lambda cast: cast.do(drop, item=4, reason="Not needed")),
}
NEW = {"split": [7, 8], "split running": [7], "finish and split off": [7]}
"""The items that the act made: an undo drops them."""


def do(cast: Cast, case: Case) -> int:
    said = case.said(cast) if callable(case.said) else case.said
    return cast.do(case.use_case, **said).seq


@pytest.mark.parametrize("name", CASES)
def test_everything_is_as_before_and_can_be_done_again(cast: Cast, name: str) -> None:
    queue(cast)
    case, new = CASES[name], NEW.get(name, [])
    case.before(cast)
    before = everything(cast)
    seq = do(cast, case)
    done, once = last_event(cast), shape(cast)
    assert everything(cast) != before
    outcome = cast.do(undo, seq=seq)
    assert everything(cast, but=new) == before
    assert [cast.item(n).state for n in new] == ["dropped"] * len(new)
    assert (outcome.result["undone"], outcome.result["kind"], outcome.seq) == (seq, done.kind, seq + 1)
    event = last_event(cast)
    assert (event.kind, event.by, event.data["undoes"], event.data["of"]) == ("undone", done.by, seq, done.kind)
    do(cast, case)
    assert shape(cast) == once


def shape(cast: Cast) -> list[tuple[object, ...]]:
    found = [cast.item(n) for n in range(1, 7)]
    order = sorted((item for item in found if item.open), key=lambda item: item.rank)
    return [(i.number, i.state, i.slot, i.blocked, i.run, i.urgent, i.placed, i.reason) for i in (*order, *found)]


PLAIN = (
    "move",
    "pull and stay",
    "finish",
    "put back",
    "drop not placed",
    "split",
    "place",
    "urgent",
    "reopen",
    "restore",
)


@pytest.mark.parametrize("name", PLAIN)
def test_it_takes_six_statements(cast: Cast, name: str) -> None:
    queue(cast)
    CASES[name].before(cast)
    seq = do(cast, CASES[name])
    with counted(cast.doors) as sent:
        cast.do(undo, seq=seq)
    assert len(sent) <= 6, sent
