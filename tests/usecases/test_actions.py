"""Every action reads its inputs the same from a form and from JSON, and refuses what it does not know."""

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS

EVERY = [pytest.param(action, id="-".join(key)) for key, action in ACTIONS.items()]


def test_a_move_names_one_anchor_and_its_reason() -> None:
    move = ACTIONS["item", "move"]
    expected = {"target": Target(above=4), "reason": Reason("learned", "We learned it.")}
    assert move.read({"above": "4", "kind": "learned", "reason": "We learned it.", "below": "", "to": ""}) == expected
    assert move.read({"above": 4, "kind": "learned", "reason": "We learned it."}) == expected


@pytest.mark.parametrize("raw", [{}, {"above": 1, "below": 2}, {"to": "middle"}, {"above": "x"}, {"above": 0}])
def test_a_move_without_exactly_one_place_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(InputError):
        ACTIONS["item", "move"].read(raw)


def test_pasted_lines_become_titles_and_empty_lines_are_passed_over() -> None:
    assert ACTIONS["queue", "paste"].read({"text": "Search\n\n  Refunds \r\n"}) == {"titles": ["Search", "Refunds"]}


@pytest.mark.parametrize("action", EVERY)
def test_a_field_that_there_is_not_is_refused(action: Action) -> None:
    with pytest.raises(InputError) as refused:
        action.read({"assignee": 7})
    assert refused.value.field == "assignee"
