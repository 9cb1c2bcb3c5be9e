"""The upright axis of a chart: from nothing to a round number, with at most four marks at round numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MARKS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """It ends at `top`; `marks` are the numbers written beside it, the last one is the top."""

    top: int
    marks: tuple[int, ...]

    def up(self, value: float) -> float:
        """How far up `value` stands, in per cent; what lies beyond the top stands on it."""
        return 100 * min(value, self.top) / self.top

    def down(self, value: float) -> float:
        """The same from above, as SVG counts."""
        return round(100 - self.up(value), 2)


def axis_to(largest: float) -> Axis:
    """The axis for values from 0 to `largest`."""
    step = next(step for step in _round_numbers() if largest <= MARKS * step)
    count = max(1, -(-int(-(-largest // 1)) // step))
    return Axis(step * count, tuple(step * n for n in range(1, count + 1)))


def _round_numbers() -> Iterator[int]:
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def apart(levels: Iterable[float], least: float) -> Sequence[float]:
    """Where words at ascending `levels` stand so that no two are nearer than `least`: pushed up from below, never past 100."""
    placed: list[float] = []
    for level in levels:
        placed.append(max(level, placed[-1] + least) if placed else level)
    ceiling = 100.0
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - least
    return placed
