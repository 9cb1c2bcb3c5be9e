"""Eight programs race for sixty items at a WIP limit of three: each item has one taker, never more than three run, and what
each was answered was true at some moment of its request.
"""

import pytest

from queue_app.usecases.queue.limit import set_limit
from tests.cast import Cast
from tests.faults.race import CLIENTS, LIMIT, run_race
from tests.faults.served import Served, team_tokens
from tests.model.plain import PlainQueue
from tests.model.seen import seen
from tests.parts import WHOLE
from tests.stress.history import History, flaws

ROUNDS = 20 if WHOLE else 1

pytestmark = pytest.mark.stress


def test_every_item_has_one_taker_and_every_answer_was_true(served: Served, cast: Cast) -> None:
    tokens = team_tokens(cast, CLIENTS)
    calls = []
    for _ in range(ROUNDS):
        race, expected = run_race(served, cast, tokens)
        race.judge(expected)
        calls += race.calls
    assert flaws(History(PlainQueue(limit=LIMIT), 1, calls, seen(cast))) == []


def test_the_judge_sees_a_limit_that_does_not_hold(served: Served, cast: Cast) -> None:
    cast.do(set_limit, limit=CLIENTS, reason="So that more than three run.")
    race, expected = run_race(served, cast, team_tokens(cast, CLIENTS))
    with pytest.raises(AssertionError, match="were in progress"):
        race.judge(expected)
