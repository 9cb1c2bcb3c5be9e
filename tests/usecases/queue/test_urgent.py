"""Urgent: any member puts one open item of the team above all others; the mark is taken away without moving it."""

import pytest

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.queue.move import Reason
from queue_app.domain.refusals import AlreadyUrgent, NotOpen, NotUrgent
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.urgent import calm, urgent
from tests.cast import Cast
from tests.given import last_event
from tests.rows import drop, squeeze
from tests.statements import counted

WHY = Reason("customer_defect", "Nobody can pay")


def test_a_member_puts_it_above_every_open_item(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Payment")
    cast.do(pull_top)
    cast.do(urgent, by=cast.alice, item=3, reason=WHY)
    assert cast.order() == ["Payment", "Search", "Refunds"]
    item = cast.item(3)
    assert (item.urgent, item.reason_kind, item.reason) == (True, "customer_defect", "Nobody can pay")
    assert item.state is State.WAITING


def test_a_running_item_can_be_the_urgent_one(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top)
    cast.do(pull_top)
    cast.do(urgent, item=2, reason=WHY)
    assert cast.order() == ["Refunds", "Search"]
    assert cast.item(2).state is State.IN_PROGRESS


def test_the_first_item_only_gets_the_mark(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    rank = cast.item(1).rank
    cast.do(urgent, item=1, reason=WHY)
    assert (cast.item(1).urgent, cast.item(1).rank) == (True, rank)


def test_who_did_it_and_why_stands_in_the_history(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(urgent, by=cast.alice, item=2, reason=WHY)
    event = last_event(cast)
    assert (event.kind, event.by, event.data["reason"]) == ("urgent", cast.alice, "Nobody can pay")


def test_a_second_one_is_refused_and_names_the_first(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(urgent, item=2, reason=WHY)
    with pytest.raises(AlreadyUrgent, match="Refunds"):
        cast.do(urgent, item=1, reason=WHY)
    assert not cast.item(1).urgent


def test_after_it_was_calmed_another_one_can_be_urgent(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(urgent, item=2, reason=WHY)
    cast.do(calm, by=cast.alice, item=2)
    assert cast.order() == ["Refunds", "Search"]
    cast.do(urgent, item=1, reason=WHY)
    assert (cast.item(1).urgent, cast.item(2).urgent) == (True, False)


def test_it_counts_as_placed_and_its_coins_may_be_flipped_again(cast: Cast) -> None:
    cast.do(add, by=cast.alice, titles=["Search", "Refunds"])
    cast.do(coin, item=1, with_item=2, chance=0.1)
    cast.do(urgent, by=cast.alice, item=2, reason=WHY)
    assert cast.item(2).placed
    cast.do(coin, item=1, with_item=2, chance=0.9)
    assert cast.order() == ["Search", "Refunds"]


def test_another_team_may_have_its_own(cast: Cast) -> None:
    cast.add("Search")
    cast.do(urgent, item=1, reason=WHY)
    other = Cast(cast.doors, cast.other_team, cast.mallory, cast.mallory, cast.carol, cast.team, cast.bob)
    other.add("Theirs")
    other.do(urgent, item=1, reason=WHY)
    assert other.item(1).urgent


def test_at_the_last_rank_the_order_makes_room(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    squeeze(cast, first=-(2**62))
    cast.do(urgent, item=2, reason=WHY)
    assert cast.order() == ["Refunds", "Search"]


def test_it_takes_six_statements(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    with counted(cast.doors) as sent:
        cast.do(urgent, item=2, reason=WHY)
    assert len(sent) <= 6, sent


@pytest.mark.parametrize(
    ("item", "by", "refusal"), [(9, "alice", NotFound), (1, "carol", RoleTooLow), (1, "mallory", NotFound)]
)
def test_it_is_refused(cast: Cast, item: int, by: str, refusal: type[Exception]) -> None:
    cast.add("Search")
    with pytest.raises(refusal):
        cast.do(urgent, by=getattr(cast, by), item=item, reason=WHY)
    with pytest.raises(refusal):
        cast.do(calm, by=getattr(cast, by), item=item)


def test_a_closed_item_is_not_urgent(cast: Cast) -> None:
    drop(cast, *cast.add("Search"))
    with pytest.raises(NotOpen):
        cast.do(urgent, item=1, reason=WHY)
    with pytest.raises(NotUrgent, match="Search"):
        cast.do(calm, item=1)


def test_without_a_reason_it_is_not_asked() -> None:
    with pytest.raises(InputError) as error:
        ACTIONS["item", "urgent"].read({"kind": "date"})
    assert error.value.field == "reason"
