"""Undo is refused to others, after ten minutes, and as soon as somebody touched the items."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import (
    AlreadyUrgent,
    NothingToUndo,
    NotUndoable,
    NotYoursToUndo,
    TooLateToUndo,
    TouchedSince,
)
from queue_app.domain.team.rights import Role
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import ask, join, leave
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import add_step, note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.queue.urgent import calm, urgent
from queue_app.usecases.team.members import set_role
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests.cast import Cast
from tests.rows import everything

WHY = Reason("learned", "We looked at it again")
TOP = Target(end="top")


def pulled(cast: Cast) -> int:
    cast.add("Search", "Refunds")
    return cast.do(pull_top, by=cast.alice).seq


def test_only_who_did_it_undoes_it(cast: Cast) -> None:
    seq = pulled(cast)
    with pytest.raises(NotYoursToUndo):
        cast.do(undo, by=cast.bob, seq=seq)
    with pytest.raises(RoleTooLow):
        cast.do(undo, by=cast.carol, seq=seq)
    with pytest.raises(NotFound):
        cast.do(undo, by=cast.mallory, seq=seq)
    assert cast.item(1).state is State.IN_PROGRESS


def test_the_operator_did_nothing_as_a_person(cast: Cast) -> None:
    seq = pulled(cast)
    with pytest.raises(NotYoursToUndo):
        run(cast.doors, undo, Actor(cast.team, None), clock_now=lambda: cast.now, seq=seq)
    with pytest.raises(RoleTooLow):
        run(cast.doors, undo, Actor(cast.team, None), clock_now=lambda: cast.now)


@pytest.mark.parametrize(
    ("later", "refused"), [(timedelta(minutes=10), False), (timedelta(minutes=10, seconds=1), True)]
)
def test_it_works_for_ten_minutes(cast: Cast, later: timedelta, refused: bool) -> None:
    seq = pulled(cast)
    cast.now += later - timedelta(seconds=1)
    if refused:
        with pytest.raises(TooLateToUndo):
            cast.do(undo, by=cast.alice, seq=seq)
        with pytest.raises(NothingToUndo):
            cast.do(undo, by=cast.alice)
    else:
        cast.do(undo, by=cast.alice)
    assert cast.item(1).state is (State.IN_PROGRESS if refused else State.WAITING)


TOUCHES: dict[str, Callable[[Cast], object]] = {
    "joined": lambda c: c.do(join, item=1),
    "left": lambda c: c.do(leave, by=c.alice, item=1),
    "asked": lambda c: c.do(ask, item=1, words="A second person"),
    "blocked": lambda c: c.do(block, item=1, sentence="Waits"),
    "noted": lambda c: c.do(note, item=1, words="Hm"),
    "planned": lambda c: c.do(add_step, item=1, step="fix"),
    "edited": lambda c: c.do(edit, item=1, title="Find"),
    "finished": lambda c: c.do(finish, item=1),
    "put back": lambda c: c.do(put_back, item=1, kind="other"),
    "split": lambda c: c.do(split, item=1, pieces=["Find", "Sort"]),
    "urgent": lambda c: c.do(urgent, item=1, reason=WHY),
    "moved": lambda c: (c.do(urgent, item=2, reason=WHY), c.do(move, items=[1], target=TOP)),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_touch_of_the_item_ends_it(cast: Cast, touch: str) -> None:
    seq = pulled(cast)
    TOUCHES[touch](cast)
    before = everything(cast)
    with pytest.raises(TouchedSince, match=cast.item(1).title):
        cast.do(undo, by=cast.alice, seq=seq)
    with pytest.raises(TouchedSince):
        cast.do(undo, by=cast.alice)
    assert everything(cast) == before


def test_a_touched_piece_keeps_the_split(cast: Cast) -> None:
    cast.add("Search")
    seq = cast.do(split, item=1, pieces=["Find", "Sort"]).seq
    cast.do(note, item=2, words="By day first")
    with pytest.raises(TouchedSince, match="Sort"):
        cast.do(undo, seq=seq)


def test_what_is_no_act_on_items_cannot_be_undone(cast: Cast) -> None:
    seqs = [cast.do(ACTIONS["queue", "add"].use_case, titles=["Search", "Refunds"]).seq]
    seqs.append(cast.do(note, item=1, words="Hm").seq)
    seqs.append(cast.do(ACTIONS["team", "set-wip-limit"].use_case, limit=2, reason="Less").seq)
    for seq in seqs:
        with pytest.raises(NotUndoable):
            cast.do(undo, seq=seq)
    with pytest.raises(NotFound):
        cast.do(undo, seq=seqs[-1] + 1)


def test_another_teams_event_is_not_found(cast: Cast) -> None:
    seq = pulled(cast)
    other = Cast(cast.doors, cast.other_team, cast.mallory, cast.mallory, cast.carol, cast.team, cast.bob)
    assert seq > 1
    with pytest.raises(NotFound):
        other.do(undo, seq=seq)


def test_who_may_not_order_any_more_undoes_no_move(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    seq = cast.do(move, by=cast.alice, items=[2], target=TOP, reason=WHY).seq
    cast.do(set_role, person=cast.alice, role=Role.MEMBER)
    with pytest.raises(RoleTooLow):
        cast.do(undo, by=cast.alice, seq=seq)


@pytest.mark.parametrize(
    "act",
    [
        lambda c: c.do(calm, item=1),
        lambda c: c.do(drop, item=1, reason="Not needed"),
    ],
)
def test_one_item_is_urgent_also_after_an_undo(cast: Cast, act: Callable[[Cast], object]) -> None:
    cast.add("Search", "Refunds")
    cast.do(urgent, item=1, reason=WHY)
    seq = act(cast).seq
    cast.do(urgent, item=2, reason=WHY)
    with pytest.raises(AlreadyUrgent, match="Refunds"):
        cast.do(undo, seq=seq)
    cast.do(calm, item=2)
    cast.do(undo, seq=seq)
    assert cast.item(1).urgent
