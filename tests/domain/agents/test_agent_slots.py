"""Changing the number of agents' slots: taken slots stay, and free slots go first."""

import pytest

from queue_app.domain.agents.addresses import MOST, named_addresses
from queue_app.domain.agents.slots import AgentSlotsChange, agent_slots_change

NOTHING: dict[int, bool] = {}


@pytest.mark.parametrize(
    ("slots", "taken", "at_once", "change"),
    [
        ({}, (), 0, AgentSlotsChange((), (), NOTHING)),
        ({}, (), 2, AgentSlotsChange((1, 2), (), NOTHING)),
        ({1: False, 2: False}, (), 1, AgentSlotsChange((), (2,), NOTHING)),
        ({1: False, 2: False}, (2,), 1, AgentSlotsChange((), (1,), NOTHING)),
        ({1: False, 2: False}, (1, 2), 1, AgentSlotsChange((), (), {2: True})),
        ({1: False, 2: True}, (1, 2), 3, AgentSlotsChange((3,), (), {2: False})),
        ({1: False, 2: True}, (1,), 1, AgentSlotsChange((), (2,), NOTHING)),
        ({2: False}, (2,), 2, AgentSlotsChange((1,), (), NOTHING)),
        ({1: False}, (1,), 0, AgentSlotsChange((), (), {1: True})),
    ],
)
def test_the_way_to_another_number(
    slots: dict[int, bool], taken: tuple[int, ...], at_once: int, change: AgentSlotsChange
) -> None:
    assert agent_slots_change(slots, frozenset(taken), at_once) == change


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/x.", ("https://a.example/x",)),
        ("(http://a.example), <https://b.example/?q=1>", ("http://a.example", "https://b.example/?q=1")),
        ("[words](https://a.example/x) https://a.example/x", ("https://a.example/x",)),
        ("ftp://a.example a.example //a.example https://", ()),
        (None, ()),
    ],
)
def test_addresses_that_a_text_names(text: str | None, found: tuple[str, ...]) -> None:
    assert named_addresses(text) == found


def test_no_more_addresses_than_a_few() -> None:
    assert len(named_addresses(" ".join(f"https://a.example/{n}" for n in range(99)))) == MOST
