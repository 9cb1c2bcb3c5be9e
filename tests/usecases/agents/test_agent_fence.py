"""A write of an agent names its run. Once the run is over it changes nothing; silence alone does not end it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from queue_app.domain.errors import InputError, KeyReused, NotFound
from queue_app.domain.refusals import NothingToUndo, NotYoursToUndo, RunOver, TooManyNotes
from queue_app.store.agents.stints import agents_on
from queue_app.usecases.agents.ready import ready
from queue_app.usecases.queue import plan
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.plan import add_step, note, tick_step
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.team.members import remove
from tests import given
from tests.cast import Cast
from tests.rows import everything
from tests.usecases.agents.robots import Robot, expire, let_agents, minutes_pass, robot

WRITES: dict[str, tuple[Any, dict[str, Any]]] = {
    "note": (note, {"words": "Found it."}),
    "step": (add_step, {"step": "fix it"}),
    "block": (block, {"sentence": "Waits for a key."}),
    "ready": (ready, {"sentence": "The change is up."}),
    "leave": (leave, {}),
    "put back": (put_back, {"kind": "cannot_go_on"}),
}


@pytest.fixture
def one(cast: Cast) -> Robot:
    """An agent on the first of two items."""
    cast.add("A", "B")
    let_agents(cast, 2, agent_silence=30)
    worker = robot(cast)
    worker.pull()
    return worker


def seen(cast: Cast) -> list[Any]:
    with cast.doors.reading() as conn:
        return agents_on(conn, cast.team)


@pytest.mark.parametrize(("write", "command"), WRITES.values(), ids=WRITES)
def test_what_it_does_on_its_item(one: Robot, write: Any, command: dict[str, Any]) -> None:
    assert one.do(write, run_of=1, item=1, **command).changed


def _put_back(cast: Cast) -> None:
    cast.do(put_back, item=1, kind="other")


def _pulled_again(cast: Cast) -> None:
    _put_back(cast)
    robot(cast, cast.bob, "second").pull()


def _finished(cast: Cast) -> None:
    cast.do(finish, item=1)


def _silent_and_joined(cast: Cast) -> None:
    minutes_pass(cast, 31)
    cast.do(join, item=1)


ENDS: dict[str, Callable[[Cast], None]] = {
    "put back": _put_back,
    "pulled again": _pulled_again,
    "finished": _finished,
    "silent and joined": _silent_and_joined,
}


@pytest.mark.parametrize("ends", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize(("write", "command"), WRITES.values(), ids=WRITES)
def test_a_write_of_a_run_that_is_over_changes_nothing(
    one: Robot, ends: Callable[[Cast], None], write: Any, command: dict[str, Any]
) -> None:
    ends(one.cast)
    before = everything(one.cast)
    with pytest.raises(RunOver):
        one.do(write, run_of=1, item=1, **command)
    assert everything(one.cast) == before


@pytest.mark.parametrize("other", [0, 2, 99])
def test_another_run_is_not_its_own(one: Robot, other: int) -> None:
    with pytest.raises(RunOver):
        one.do(note, run_of=other, item=1, words="x")


def test_a_write_without_a_run_is_no_write(one: Robot) -> None:
    with pytest.raises(InputError) as refused:
        one.do(note, item=1, words="x")
    assert refused.value.field == "run"


@pytest.mark.parametrize("item", [2, 99])
def test_it_writes_on_no_other_item(one: Robot, item: int) -> None:
    with pytest.raises(RunOver if item == 2 else NotFound):
        one.do(note, run_of=1, item=item, words="x")


def test_a_silent_agent_is_back_on_its_item_where_nobody_came(one: Robot) -> None:
    minutes_pass(one.cast, 600)
    assert one.do(note, run_of=1, item=1, words="Slow, but there.").changed
    assert one.pull()["held"]


def test_who_joins_an_agent_that_is_heard_of_joins_it(one: Robot) -> None:
    minutes_pass(one.cast, 29)
    one.cast.do(join, item=1)
    assert one.do(note, run_of=1, item=1, words="x").changed


def test_every_call_renews_the_lease(one: Robot) -> None:
    minutes_pass(one.cast, 29)
    one.calls()
    (there,) = seen(one.cast)
    assert there.seen_at == one.cast.now
    minutes_pass(one.cast, 29)
    one.cast.do(join, item=1)
    assert one.do(note, run_of=1, item=1, words="x").changed


def test_calls_are_noted_twice_a_minute(one: Robot) -> None:
    began, noted = one.cast.now, []
    for seconds in (0, 20, 40, 55, 80):
        one.cast.now = began + timedelta(minutes=2, seconds=seconds)
        one.calls()
        noted.append((seen(one.cast)[0].seen_at - began).total_seconds() - 120)
    assert noted == [0, 0, 40, 40, 80]


def test_after_it_left_it_pulls_another(one: Robot) -> None:
    one.do(leave, run_of=1, item=1)
    assert one.pull()["item"] == 2
    assert [there.item for there in seen(one.cast)] == [one.cast.item(2).id]


def test_what_is_ready_runs_on_in_its_slot_and_the_agent_takes_another(one: Robot) -> None:
    one.do(ready, run_of=1, item=1, sentence="The change is up.", links=["https://git.example.org/1"])
    item = one.cast.item(1)
    assert (item.state, item.agent_slot, item.ready) == ("in_progress", 1, "The change is up.")
    assert one.pull()["item"] == 2
    one.cast.do(join, item=1)
    one.cast.do(finish, item=1)
    assert one.cast.item(1).ready is None


def test_what_was_looked_at_and_put_back_is_not_ready_any_more(one: Robot) -> None:
    one.do(ready, run_of=1, item=1, sentence="The change is up.")
    one.cast.do(put_back, item=1, kind="other")
    assert one.cast.item(1).ready is None


def test_the_history_names_the_agent(one: Robot) -> None:
    one.do(note, run_of=1, item=1, words="x")
    event = given.last_event(one.cast)
    assert (event.kind, event.by, event.data["agent"]) == ("noted", one.sponsor, "fixer")


def test_a_key_acts_once_and_is_not_its_sponsors(one: Robot) -> None:
    key = "the same key"
    assert one.do(add_step, run_of=1, key=key, item=1, step="one").changed
    assert one.do(add_step, run_of=1, key=key, item=1, step="one").replayed
    assert one.cast.do(add_step, by=one.sponsor, key=key, item=1, step="two").changed
    with pytest.raises(KeyReused):
        one.do(add_step, run_of=1, key=key, item=1, step="one", digest="another")


def test_its_sponsor_undoes_nothing_of_it(one: Robot) -> None:
    pulled = given.last_event(one.cast).seq
    with pytest.raises(NotYoursToUndo):
        one.cast.do(undo, by=one.sponsor, seq=pulled)
    with pytest.raises(NothingToUndo):
        one.cast.do(undo, by=one.sponsor)


def test_what_people_undo_is_theirs_and_the_agents_run_is_over(one: Robot) -> None:
    one.cast.do(put_back, item=1, kind="other")
    one.cast.do(undo)
    assert one.cast.item(1).slot is not None
    with pytest.raises(RunOver):
        one.do(note, run_of=1, item=1, words="x")
    assert one.pull()["item"] == 2


def test_it_unblocks_what_it_blocked_and_ticks_its_steps(one: Robot) -> None:
    one.do(block, run_of=1, item=1, sentence="Waits for a key.")
    one.do(unblock, run_of=1, item=1)
    one.do(add_step, run_of=1, item=1, step="fix it")
    one.do(tick_step, run_of=1, item=1, step="fix it", done=True)
    assert given.plan_of(one.cast, 1) == [("fix it", True)]


def test_its_notes_are_not_its_sponsors(one: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "NOTES_A_DAY", 2)
    for _ in range(2):
        one.do(note, run_of=1, item=1, words="x")
    with pytest.raises(TooManyNotes):
        one.do(note, run_of=1, item=1, words="x")
    assert one.cast.do(note, by=one.sponsor, item=1, words="x").changed


def test_a_revoked_agent_is_on_nothing(one: Robot) -> None:
    expire(one.cast, one.token)
    assert seen(one.cast) == []


def test_an_agent_goes_with_its_sponsor_and_the_item_runs_on(one: Robot) -> None:
    one.cast.do(remove, person=one.sponsor)
    assert seen(one.cast) == []
    assert one.cast.item(1).slot == 1
