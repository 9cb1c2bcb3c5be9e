"""How often a change of the order changed the top, computed only from events, backwards from the current order."""

from functools import partial
from random import Random

import pytest

from queue_app.domain.flow.steadiness import (
    OrderEvent,
    Steadiness,
    TopChange,
    enough_of_order,
    steadiness,
    top_changes,
)
from queue_app.domain.queue.events import OF_THE_TOP
from queue_app.domain.queue.item import State

WAITING = State.WAITING
GONE, PUT_BACK, PULLED = "finished", "waiting", "in_progress"


class Team:
    """A queue whose verbs record events as in the history. Items are 1, 2, 3 ... from the top."""

    def __init__(self, waiting: int = 6, limit: int = 3) -> None:
        self.order, self.states = list(range(1, waiting + 1)), dict.fromkeys(range(1, waiting + 1), WAITING)
        self.limit, self.events = limit, []

    def move(self, item: int, place: int, kind: str = "moved", **said) -> "Team":
        """Move an open item to a position, from 1."""
        was = self._under(item)
        self.order.remove(item)
        self.order.insert(place - 1, item)
        return self._told(kind, {"id": item, "was": {"under": was}, "now": {"under": self._under(item)}}, **said)

    def pull(self, item: int) -> "Team":
        return self._becomes(item, PULLED, "pulled")

    def put_back(self, item: int, why: str) -> "Team":
        return self._becomes(item, PUT_BACK, "put_back", why=why)

    def drop(self, item: int) -> "Team":
        was = {"under": self._under(item), "state": self.states.pop(item)}
        self.order.remove(item)
        return self._told("dropped", {"id": item, "was": was, "now": {"state": "dropped"}}, reason="Not needed.")

    def add(self, item: int, place: int, **said) -> "Team":
        self.order.insert(place - 1, item)
        self.states[item] = WAITING
        return self._told("added", {"id": item, "now": {"state": "waiting", "under": self._under(item), **said}})

    def undo(self) -> "Team":
        """Undo the last event, which moved one item."""
        seq, record = len(self.events), self.events[-1].data["items"][0]
        above = record["was"]["under"]
        self.order.remove(record["id"])
        self.order.insert(self.order.index(above) + 1 if above else 0, record["id"])
        return self._told("undone", {"id": record["id"], "was": record["now"], "now": record["was"]}, undoes=seq)

    def facts(self) -> Steadiness | None:
        return steadiness(self.now(), self.events[::-1], self.limit)

    def changes(self) -> tuple[TopChange, ...]:
        return top_changes(self.now(), self.events[::-1], self.limit)

    def now(self) -> list[tuple[int, State]]:
        return [(item, self.states[item]) for item in self.order]

    def _becomes(self, item: int, state: str, kind: str, **said) -> "Team":
        was, self.states[item] = self.states[item], State(state)
        return self._told(kind, {"id": item, "was": {"state": str(was)}, "now": {"state": state}}, **said)

    def _under(self, item: int) -> int | None:
        at = self.order.index(item)
        return self.order[at - 1] if at else None

    def _told(self, kind: str, record, **said) -> "Team":
        assert kind in OF_THE_TOP
        self.events.append(OrderEvent(len(self.events) + 1, kind, {"items": [record], **said}))
        return self


def test_two_moves_into_the_top_push_two_out() -> None:
    team = Team().move(5, 1, reason_kind="customer_defect").move(6, 2, reason_kind="customer_defect")
    assert team.facts() == Steadiness(2, 2, 0, 0, 0, (), ("customer_defect", 2))


def test_one_change_is_nothing_to_speak_of() -> None:
    assert Team().move(5, 1).facts() is None
    assert Team().facts() is None


def test_what_changes_within_the_top_or_below_it_leaves_it_steady() -> None:
    assert Team().move(3, 1).move(2, 1).move(6, 4).move(5, 6).facts() is None


def test_pulling_and_finishing_move_others_up_and_change_nothing() -> None:
    assert Team().pull(1).pull(2).pull(3).facts() is None


def test_an_item_that_left_and_came_back_bounced() -> None:
    facts = Team().move(3, 5).move(3, 1).move(6, 1).facts()
    assert (facts.changes, facts.left, facts.came_back, facts.bounced) == (3, 3, 1, (3,))


def test_an_item_that_was_pushed_out_comes_back_when_others_are_pulled() -> None:
    facts = Team().move(5, 1).move(6, 1).pull(6).facts()
    assert (facts.left, facts.came_back, facts.bounced) == (2, 1, (2,))


def test_who_was_pulled_did_not_leave_unstarted_and_does_not_bounce() -> None:
    facts = Team().pull(1).put_back(1, "something_else_first").move(6, 1).facts()
    assert (facts.came_back, facts.put_back) == (0, 1)


def test_who_came_back_and_was_pulled_does_not_come_back_again_when_it_is_put_back() -> None:
    facts = Team().move(3, 5).move(3, 1).pull(3).put_back(3, "other").facts()
    assert (facts.came_back, facts.bounced) == (2, (3, 4))  # 4 was pushed out by 3, and came back when 3 was pulled.


def test_put_backs_count_where_something_else_came_first() -> None:
    facts = Team().pull(1).put_back(1, "cannot_go_on").pull(1).put_back(1, "something_else_first").facts()
    assert (facts.changes, facts.put_back, facts.commonest) == (2, 1, ("cannot_go_on", 1))


def test_an_urgent_item_counts_also_where_it_stood_at_the_top_already() -> None:
    facts = Team().move(2, 1, "urgent", reason_kind="customer_defect").move(6, 1, "urgent", reason_kind="date").facts()
    assert (facts.changes, facts.urgent, facts.left) == (2, 2, 1)


def test_the_coin_and_a_new_item_with_a_reason_say_their_kinds() -> None:
    facts = Team().move(4, 3, "coin").add(9, 1, reason_kind="date").add(8, 1, reason_kind="date").facts()
    assert (facts.changes, facts.commonest) == (3, ("date", 2))
    assert Team().move(4, 3, "coin").move(3, 3, "coin").facts().commonest == ("coin", 2)


def test_filling_up_a_short_queue_from_below_is_no_change() -> None:
    assert Team(waiting=1).add(8, 2).add(9, 3).facts() is None
    assert Team(waiting=1).add(8, 1, reason_kind="date").add(9, 1, reason_kind="date").facts().changes == 2


def test_each_change_says_who_left_the_top_and_who_is_back_since_which_event() -> None:
    changes = Team().move(3, 5).pull(1).move(3, 1).changes()
    assert [(change.event.kind, set(change.gone), dict(change.back), change.counts) for change in changes] == [
        ("moved", {3}, {}, True),
        ("pulled", set(), {}, False),
        ("moved", {5}, {3: 1}, True),
    ]


def test_without_reasons_there_is_no_commonest() -> None:
    assert Team().drop(1).drop(2).facts() == Steadiness(2, 2, 0, 0, 0, (), None)


def test_what_was_undone_did_not_happen() -> None:
    assert Team().move(5, 1).undo().move(5, 1).facts() is None
    facts = Team().move(5, 1).undo().move(5, 1).move(6, 1).facts()
    assert (facts.changes, facts.left, facts.came_back) == (2, 2, 0)


@pytest.mark.parametrize(("limit", "left"), [(1, 2), (3, 2), (5, None)])
def test_the_top_is_the_first_three_or_as_many_as_the_limit(limit, left) -> None:
    facts = Team(limit=limit).move(4, 1).move(5, 1).facts()
    assert (facts and facts.left) == left


def test_items_that_were_moved_together_go_back_together() -> None:
    together = [
        {"id": 4, "was": {"under": 3}, "now": {"under": None}},
        {"id": 5, "was": {"under": 4}, "now": {"under": 4}},
    ]
    events = [OrderEvent(2, "moved", {"items": together}), OrderEvent(1, "moved", {"items": together[:0]})]
    queue = [(item, WAITING) for item in (4, 5, 1, 2, 3, 6)]
    assert steadiness(queue, events, 3) is None
    again = OrderEvent(3, "moved", {"items": [{"id": 6, "was": {"under": 3}, "now": {"under": None}}]})
    facts = steadiness([(6, WAITING), *queue[:-1]], [again, *events], 3)
    assert (facts.changes, facts.left, facts.bounced) == (2, 3, ())


@pytest.mark.parametrize("seed", range(6))
def test_the_first_items_of_a_long_order_tell_as_much_as_all_of_it(seed: int) -> None:  # R3
    chance = Random(seed)
    team = Team(waiting=600)
    for new in range(601, 641):
        item = chance.choice(team.order[: chance.choice([5, 600])])
        where = chance.randrange(1, chance.choice([6, 600]))
        chance.choice(
            [
                partial(team.move, item, where),
                partial(team.drop, item),
                partial(team.add, new, where, reason_kind="date"),
            ]
        )()
    changes, enough = team.changes(), enough_of_order(team.events, 3)
    assert enough < 200 < len(team.order)
    assert sum(len(change.gone) for change in changes) > 5
    assert top_changes(team.now()[:enough], team.events[::-1], 3) == changes
