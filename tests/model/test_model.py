"""Random lives of a team: the rows always match a plain list and the history. Tiny gaps between ranks force renumbering."""

import random
from collections.abc import Mapping

import pytest

from queue_app.domain.queue import order
from tests.cast import Cast
from tests.model.dice import OF_AGENTS, VERBS
from tests.model.life import Life
from tests.parts import WHOLE

LIVES, STEPS = (12, 200) if WHOLE else (1, 100)
Steps = list[tuple[str, int]]


@pytest.mark.stress
@pytest.mark.parametrize("gap", [2, 4, 16])
def test_rows_are_a_plain_list_and_the_replay_of_events(cast: Cast, gap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "RANK_GAP", gap)
    lives(cast, VERBS, str(gap))


@pytest.mark.stress
def test_agents_are_on_the_plain_list_too(cast: Cast) -> None:
    lives(cast, OF_AGENTS, "agents")


def lives(cast: Cast, often: Mapping[str, int], seed: str) -> None:
    for life in range(LIVES):
        dice = random.Random(f"{seed} {life}")
        verbs = ["adds", *dice.choices(list(often), often.values(), k=STEPS)]
        steps = [(verb, dice.getrandbits(32)) for verb in verbs]
        if fault(cast, steps):
            steps = shrunk(cast, steps)
            pytest.fail(f"{fault(cast, steps)}\nby these steps: {steps}")


def fault(cast: Cast, steps: Steps) -> str | None:
    """The failure of a life with these steps, or None."""
    life = Life(cast)
    try:
        for verb, n in steps:
            life.step(verb, n)
        life.end()
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return None


def shrunk(cast: Cast, steps: Steps) -> Steps:
    """Fewer steps that still fail: leaves out halves, quarters, ... as long as the life fails."""
    size = len(steps) // 2
    while size:
        at = 0
        while at < len(steps):
            fewer = steps[:at] + steps[at + size :]
            if fault(cast, fewer):
                steps = fewer
            else:
                at += size
        size //= 2
    return steps
