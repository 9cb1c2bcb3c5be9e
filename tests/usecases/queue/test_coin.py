"""The coin: it orders two waiting items once, and says so in the history."""

import pytest

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import CoinAlreadyFlipped, NotWaiting, SameItem
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.undo import undo
from tests.cast import Cast
from tests.given import last_event
from tests.rows import squeeze
from tests.statements import counted

UPPER, LOWER = 0.49, 0.5


def test_the_winner_goes_directly_above_the_other_one(cast: Cast) -> None:
    cast.add("A", "B", "C", "D")
    outcome = cast.do(coin, item=2, with_item=4, chance=LOWER)
    assert cast.order() == ["A", "D", "B", "C"]
    assert outcome.result == {"item": 4, "items": [2, 4]}
    assert (cast.item(4).reason_kind, cast.item(4).reason) == ("coin", "Coin flip against “B”, 2026-11-23")


def test_the_upper_one_wins_and_stays(cast: Cast) -> None:
    cast.add("A", "B", "C")
    cast.do(coin, item=3, with_item=1, chance=UPPER)
    assert cast.order() == ["A", "B", "C"]
    assert cast.item(1).reason == "Coin flip against “C”, 2026-11-23"


def test_a_winner_that_stays_keeps_the_reason_that_it_had(cast: Cast) -> None:
    cast.add("A", "B")
    cast.do(move, items=[2], target=Target(end="top"), reason=Reason("date", "The fair is in May"))
    cast.do(coin, item=1, with_item=2, chance=UPPER)
    assert cast.item(2).reason == "The fair is in May"


def test_the_history_names_winner_and_loser_and_who_tossed_it(cast: Cast) -> None:
    cast.add("A", "B")
    cast.do(coin, item=1, with_item=2, chance=LOWER)
    event = last_event(cast)
    assert (event.kind, event.by) == ("coin", cast.bob)
    assert (event.data["winner"], event.data["loser"]) == (cast.item(2).id, cast.item(1).id)


@pytest.mark.parametrize("chance", [UPPER, LOWER])
def test_an_undo_puts_the_winner_back_and_the_coin_stays_fallen(cast: Cast, chance: float) -> None:
    cast.add("A", "B", "C", "D")
    before = [cast.item(number) for number in (2, 4)]
    cast.do(coin, item=2, with_item=4, chance=chance)
    cast.do(undo)
    assert cast.order() == ["A", "B", "C", "D"]
    after = [cast.item(number) for number in (2, 4)]
    assert [(item.reason_kind, item.placed) for item in after] == [(item.reason_kind, item.placed) for item in before]
    with pytest.raises(CoinAlreadyFlipped):
        cast.do(coin, item=2, with_item=4, chance=chance)


@pytest.mark.parametrize("pair", [(1, 2), (2, 1)])
def test_it_is_flipped_once_for_a_pair(cast: Cast, pair: tuple[int, int]) -> None:
    cast.add("A", "B", "C")
    cast.do(coin, item=1, with_item=2, chance=LOWER)
    with pytest.raises(CoinAlreadyFlipped, match="B"):
        cast.do(coin, item=pair[0], with_item=pair[1], chance=UPPER)
    cast.do(coin, item=1, with_item=3, chance=UPPER)


def test_a_move_for_a_reason_lets_it_be_flipped_again(cast: Cast) -> None:
    cast.add("A", "B", "C", "D", "E")
    cast.do(coin, item=4, with_item=5, chance=UPPER)
    cast.do(move, items=[5], target=Target(above=4))
    with pytest.raises(CoinAlreadyFlipped):
        cast.do(coin, item=4, with_item=5, chance=UPPER)
    cast.do(move, items=[5], target=Target(below=4), reason=Reason("learned", "It is smaller"))
    cast.do(coin, item=4, with_item=5, chance=UPPER)


def test_what_a_member_added_is_placed_when_it_wins(cast: Cast) -> None:
    cast.do(add, by=cast.alice, titles=["A", "B"])
    cast.do(coin, item=1, with_item=2, chance=LOWER)
    assert (cast.item(2).placed, cast.item(1).placed) == (True, False)


def test_it_makes_room_where_there_is_none(cast: Cast) -> None:
    cast.add("A", "B", "C", "D")
    squeeze(cast)
    cast.do(coin, item=2, with_item=4, chance=LOWER)
    assert cast.order() == ["A", "D", "B", "C"]


def test_it_takes_six_statements(cast: Cast) -> None:
    cast.add("A", "B", "C")
    with counted(cast.doors) as sent:
        cast.do(coin, item=1, with_item=3, chance=LOWER)
    assert len(sent) <= 6, sent


@pytest.mark.parametrize(
    ("pair", "by", "refusal"),
    [
        ((1, 1), "bob", SameItem),
        ((1, 9), "bob", NotFound),
        ((1, 2), "alice", RoleTooLow),
        ((1, 2), "carol", RoleTooLow),
        ((1, 2), "mallory", NotFound),
    ],
)
def test_it_is_refused(cast: Cast, pair: tuple[int, int], by: str, refusal: type[Exception]) -> None:
    cast.add("A", "B")
    with pytest.raises(refusal):
        cast.do(coin, by=getattr(cast, by), item=pair[0], with_item=pair[1], chance=LOWER)
    assert cast.order() == ["A", "B"]


def test_both_must_be_waiting(cast: Cast) -> None:
    cast.add("A", "B")
    cast.do(pull_top)
    with pytest.raises(NotWaiting, match="A"):
        cast.do(coin, item=1, with_item=2, chance=LOWER)


def test_a_request_names_two_items_and_chance_is_ours() -> None:
    action = ACTIONS["queue", "coin"]
    assert {action.read({"items": ["4", "2"]})["chance"] < 0.5 for _ in range(60)} == {True, False}
    assert action.read({"items": [4, 2]}).keys() == {"item", "with_item", "chance"}
    for wrong in ({"items": [4]}, {"items": [4, 4]}, {"items": [1, 2, 3]}, {}, {"items": [1, 2], "chance": 0}):
        with pytest.raises(InputError):
            action.read(wrong)
