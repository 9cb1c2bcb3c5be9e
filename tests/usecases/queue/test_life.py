"""Every cell of the life of an item: the verb has its effect on the rows, or exactly its refusal and no effect at all."""

from collections.abc import Callable
from typing import Any

import pytest

from queue_app.domain.errors import Refusal
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.life import LIFE, Effect, Situation, situation, verbs
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.store.queue import stints
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join
from queue_app.usecases.queue.plan import add_step, note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.urgent import urgent
from queue_app.usecases.waits.wait import wait_for
from tests.cast import Cast
from tests.rows import everything, last_note

WHY = Reason("learned", "We looked at it again")
ONE, OTHER = 1, 2
"""The item, and one that waits beside it where the verb asks for another."""


def meet(cast: Cast, met: Situation) -> None:
    """The item (by Alice, so that it is not placed), in the situation; Alice is on it while it runs."""
    cast.do(add, by=cast.alice, titles=["One"])
    if met in (Situation.RUNNING, Situation.RUNNING_BLOCKED, Situation.FINISHED):
        cast.do(pull_top, by=cast.alice)
    if met in (Situation.WAITING_BLOCKED, Situation.RUNNING_BLOCKED):
        cast.do(block, item=ONE, sentence="Waits for the bank")
    if met is Situation.FINISHED:
        cast.do(finish, item=ONE)
    if met is Situation.DROPPED:
        cast.do(drop, item=ONE, reason="Not needed")
    item = cast.item(ONE)
    assert situation(item.state, item.blocked) is met


def another(cast: Cast) -> None:
    cast.add("Other")


def above(cast: Cast) -> None:
    """Another item above, so that there is a new place to go to."""
    another(cast)
    cast.do(ACTIONS["queue", "move"].use_case, items=[OTHER], target=Target(end="top"), reason=WHY)


def marked(cast: Cast) -> None:
    if cast.item(ONE).open:
        cast.do(urgent, item=ONE, reason=WHY)


def joined(cast: Cast) -> None:
    if cast.item(ONE).state is State.IN_PROGRESS:
        cast.do(join, item=ONE)


def planned(cast: Cast) -> None:
    if cast.item(ONE).open:
        cast.do(add_step, item=ONE, step="fix")


def waits(cast: Cast) -> None:
    another(cast)
    if cast.item(ONE).open:
        cast.do(wait_for, item=ONE, number=OTHER)


def noted(cast: Cast) -> None:
    cast.do(note, item=ONE, words="Hm")


def nothing(_: Cast) -> None:
    """The verb asks for nothing but the item."""


Setup = Callable[[Cast], None]
SAID: dict[str, tuple[Setup, dict[str, Any]]] = {
    "move": (above, {"target": Target(end="top"), "reason": WHY}),
    "place": (nothing, {}),
    "coin": (above, {"with_item": OTHER, "chance": 0.9}),
    "urgent": (above, {"reason": WHY}),
    "calm": (marked, {}),
    "pull": (nothing, {"expect": ONE}),
    "skip": (nothing, {"kind": "area"}),
    "join": (nothing, {}),
    "leave": (joined, {}),
    "ask": (nothing, {"words": "A second person"}),
    "people_only": (nothing, {"why": "It needs a talk"}),
    "block": (nothing, {"sentence": "Waits for Ada"}),
    "edit_block": (nothing, {"sentence": "Waits for Ada"}),
    "unblock": (nothing, {}),
    "wait_for": (another, {"number": OTHER}),
    "stop_waiting": (waits, {"on": lambda cast: cast.item(OTHER).id}),
    "split": (nothing, {"pieces": ["Half", "Other half"]}),
    "put_back": (nothing, {"kind": "other"}),
    "swap": (another, {"kind": "other"}),
    "finish": (nothing, {}),
    "drop": (nothing, {"reason": "Not needed"}),
    "reopen": (another, {"reason": "It came back"}),
    "restore": (another, {}),
    "plan": (nothing, {"lines": ["fix"]}),
    "step": (nothing, {"step": "tell"}),
    "tick": (planned, {"step": "fix", "done": True}),
    "note": (nothing, {"words": "Hm"}),
    "correct_note": (noted, {"words": "Better"}),
    "edit": (nothing, {"title": "Another name"}),
    "areas": (nothing, {"areas": []}),
}


def use_case(verb: str) -> Callable[..., Any]:
    name = verb.replace("_", "-")
    return ACTIONS[("queue", name) if name in ("pull", "coin") else ("item", name)].use_case


def do(cast: Cast, verb: str) -> None:
    said = {name: value(cast) if callable(value) else value for name, value in SAID[verb][1].items()}
    if verb != "pull":
        said["item"] = ONE
    if verb == "correct_note":
        said["note"] = last_note(cast)
    cast.do(use_case(verb), **said)


CELLS = [pytest.param(verb, met, id=f"{verb} {met}") for verb, row in LIFE.items() for met in row]


@pytest.mark.parametrize(("verb", "met"), CELLS)
def test_a_verb_does_what_the_table_says(cast: Cast, verb: str, met: Situation) -> None:
    meet(cast, met)
    SAID[verb][0](cast)
    cell, before, on = LIFE[verb][met], cast.item(ONE), on_it(cast)
    if isinstance(cell, Effect):
        do(cast, verb)
        check(cast, cell, before, on)
    else:
        state = everything(cast)
        with pytest.raises(Refusal) as refused:
            do(cast, verb)
        assert type(refused.value) is cell
        assert str(refused.value)
        assert everything(cast) == state


def on_it(cast: Cast) -> int:
    with cast.doors.reading() as conn:
        return len(stints.on_it(conn, cast.team, cast.item(ONE).id))


def check(cast: Cast, effect: Effect, before: Item, on: int) -> None:
    now = cast.item(ONE)
    assert now.state is (effect.state or before.state)
    assert changed(before.rank, now.rank) == effect.rank
    assert {"new": "takes", "gone": "freed"}.get(changed(before.slot, now.slot), "keeps") == effect.slot
    assert {"new": "begins", "gone": "ends"}.get(changed(before.block_id, now.block_id), "keeps") == effect.block
    assert people(on, on_it(cast), now.state is before.state) == effect.people
    assert times(before, now, cast) == effect.times


def people(before: int, now: int, runs_on: bool) -> str:
    if before == now:
        return "stay"
    if now > before:
        return "one more"
    return "one less" if runs_on else "nobody"


def changed(before: int | None, now: int | None) -> str:
    if before == now:
        return "keeps"
    return "gone" if now is None else "new"


def times(before: Item, now: Item, cast: Cast) -> str:
    moments = ("started_at", "put_back_at", "finished_at", "dropped_at")
    moved = {name: getattr(now, name) for name in moments if getattr(before, name) != getattr(now, name)}
    if not moved:
        return "keep"
    if moved.keys() & {"finished_at", "dropped_at"} and None in moved.values():
        assert (now.finished_on, now.started_at) == (None, before.started_at)
        return "opens again"
    assert moved.popitem() in {(name, cast.now) for name in moments}
    return {
        now.started_at: "starts",
        now.put_back_at: "is put back",
        now.finished_at: "finishes",
        now.dropped_at: "is dropped",
    }[cast.now]


def test_every_action_on_an_item_is_in_the_table() -> None:
    names = {name.replace("-", "_") for on, name in ACTIONS if on == "item"}
    assert names | {"pull", "coin"} == LIFE.keys() == SAID.keys()


def test_screens_ask_which_verbs_a_state_allows() -> None:
    assert verbs(State.DROPPED, blocked=False) == {"restore", "note", "correct_note", "edit", "areas"}
    assert "pull" in verbs(State.WAITING, blocked=False)
    assert "pull" not in verbs(State.WAITING, blocked=True)
    assert verbs(State.IN_PROGRESS, blocked=True) - verbs(State.IN_PROGRESS, blocked=False) == {"unblock", "edit_block"}
