"""The vertical axis of a chart: from 0 to a round number, with at most four round marks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MARKS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from 0 to `top`. `marks` are its labels, ascending; the last one is `top`."""

    top: int
    marks: tuple[int, ...]

    def up(self, value: float) -> float:
        """The height of `value` in per cent of the axis; larger values are cut off at the top."""
        return 100 * min(value, self.top) / self.top

    def down(self, value: float) -> float:
        """The distance of `value` from the top, in per cent of the axis, as in SVG."""
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


def shared_signs(places: Sequence[float], least: float = 8) -> list[tuple[float, int, int]]:
    """Labels of flags at ascending `places`, as (place, first flag, last flag). Flags nearer than `least` share a label.

    Flags count from 1.
    """
    signs: list[tuple[float, int, int]] = []
    for n, place in enumerate(places, 1):
        if signs and place - signs[-1][0] < least:
            signs[-1] = (*signs[-1][:2], n)
        else:
            signs.append((place, n, n))
    return signs


def apart(levels: Iterable[float], least: float) -> Sequence[float]:
    """Positions of labels at ascending `levels`, at least `least` apart: pushed up where needed, never past 100."""
    placed: list[float] = []
    for level in levels:
        placed.append(max(level, placed[-1] + least) if placed else level)
    ceiling = 100.0
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - least
    return placed
