"""The plan: the steps of an item, in order. It is made at the pull; open steps may be split off at the finish."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

MOST_STEPS, LONGEST_STEP = 100, 500

PlainPlan = list[list[str | None]]
"""A plan in an event: [[words, done at or None], ...]."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, done at a moment or still open (None)."""

    words: str
    done_at: datetime | None = None


def plain(plan: Sequence[Step]) -> PlainPlan:
    """The plan as JSON values."""
    return [[step.words, step.done_at.isoformat() if step.done_at else None] for step in plan]


def parsed(plan: PlainPlan) -> list[Step]:
    """The plan from the JSON values of an event."""
    return [Step(str(words), datetime.fromisoformat(done_at) if done_at else None) for words, done_at in plan]


def change(was: Sequence[Step], now: Sequence[Step]) -> dict[str, PlainPlan]:
    """The part of an event about a plan: before and after."""
    return {"was": plain(was), "now": plain(now)}


def parted(plan: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """The done steps and the open ones."""
    return [s for s in plan if s.done_at is not None], [s for s in plan if s.done_at is None]


def plan_from_lines(plan: Sequence[Step], lines: Sequence[str]) -> list[Step]:
    """The plan with these lines as its steps. A step with unchanged words keeps its tick."""
    left = list(plan)
    steps = []
    for line in lines:
        same = next((step for step in left if step.words == line), Step(line))
        if same in left:
            left.remove(same)
        steps.append(same)
    return steps


def tick_step(plan: Sequence[Step], words: str, done_at: datetime | None) -> list[Step] | None:
    """The plan with a step ticked, or unticked if `done_at` is None; None if no step has these words.

    The step is found by its words, so that a plan that somebody else reordered gets no wrong tick. If several steps have these
    words, the first one that changes is taken.
    """
    named = [n for n, step in enumerate(plan) if step.words == words]
    if not named:
        return None
    turning = next((n for n in named if (plan[n].done_at is None) != (done_at is None)), None)
    return [replace(step, done_at=done_at) if n == turning else step for n, step in enumerate(plan)]
