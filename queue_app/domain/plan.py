"""The plan: steps in their places. It is made when the item is pulled; what is left of it may be split off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

PlainPlan = list[list[str | None]]
"""A plan as it stands in an event: [[words, done at or None], ...]."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, done at a moment or still open (None)."""

    words: str
    done_at: datetime | None = None


def plain(plan: Sequence[Step]) -> PlainPlan:
    """The plan as JSON values."""
    return [[step.words, step.done_at.isoformat() if step.done_at else None] for step in plan]


def parted(plan: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """The done steps and the open ones."""
    return [s for s in plan if s.done_at is not None], [s for s in plan if s.done_at is None]
