"""Replay of the history: the linked order equals the order as a plain list, and contradictions are reported."""

import random
from datetime import UTC, datetime

import pytest

from queue_app.domain.queue.replay import Replay, ReplayOrder

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_equals_a_plain_list(seed: int) -> None:
    dice, order, plain = random.Random(seed), ReplayOrder(), []
    for _ in range(300):
        item = dice.randrange(30)
        if item in plain:
            plain.remove(item)
        if dice.random() < 0.2:
            order.take(item)
        else:
            at = dice.randrange(len(plain) + 1)
            order.put(item, plain[at - 1] if at else None)
            plain.insert(at, item)
        assert list(order) == plain


def played(*events: dict) -> Replay:
    replay = Replay()
    for seq, data in enumerate(events, start=1):
        replay.play(seq, AT, data)
    return replay


ADDED = {"items": [{"id": 7, "now": {"state": "waiting", "number": 1, "title": "Search", "under": None}}]}


def test_a_finished_item_leaves_the_order_and_comes_back_where_it_is_put() -> None:
    done = {"items": [{"id": 7, "was": {"state": "waiting", "under": None}, "now": {"state": "finished"}}]}
    again = {"items": [{"id": 7, "was": {"state": "finished"}, "now": {"state": "waiting", "under": None}}]}
    assert list(played(ADDED, done).order) == []
    assert list(played(ADDED, done, again).order) == [7]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"items": [{"id": 8, "now": {"state": "waiting", "under": 99}}]},
        {"items": [{"id": 8, "now": {"title": "No state"}}]},
        {"items": [{"id": 7, "was": {"title": "Another"}, "now": {"title": "Refunds"}}]},
        {"slots": {"deleted": [1]}},
        {"block": {"id": 1, "now": {}}},
        {"block": {"id": 1, "was": {}, "now": {}}, "items": [{"id": 7, "now": {}}]},
    ],
)
def test_what_cannot_have_happened_is_named(nonsense: dict) -> None:
    (named,) = played(ADDED, nonsense).contradictions
    assert named.startswith("event 2 cannot be played")


def test_a_missing_event_is_named() -> None:
    replay = played(ADDED)
    replay.play(3, AT, {})
    assert replay.contradictions == ["event 3 follows event 1"]
