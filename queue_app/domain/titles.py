"""Titles from pasted lines, without the list markers that were copied with them."""

import re
from collections.abc import Sequence

_BULLET = re.compile(r"(?:[-*+\u2022\u25e6\u25aa\u2023\u2043\u2013]\s+)?(?:(?:\[[ xX]?\]|[\u2610-\u2612])\s+)?")
_TICKED = re.compile(
    r"(?:[-*+\u2022\u25e6\u25aa\u2023\u2043\u2013]\s+|[0-9]{1,4}[.)]\s+)?(?:\[[xX]\]|[\u2611\u2612])\s"
)
_NUMBER = re.compile(r"([0-9]{1,4})[.)]\s+(?=\S)")


def is_ticked(line: str) -> bool:
    """Whether the line has a ticked checkbox."""
    return _TICKED.match(line) is not None


def without_marks(lines: Sequence[str]) -> list[str]:
    """The lines without bullets and checkboxes, and without numbers that count from 1 or are all 1: “3. Quartal” stays."""
    numbers = [match[1] if (match := _NUMBER.match(line)) else "" for line in lines]
    counted = numbers == [str(n) for n in range(1, len(lines) + 1)] or set(numbers) == {"1"}
    plain = [_NUMBER.sub("", line, count=1) for line in lines] if counted else lines
    return [line[_BULLET.match(line).end() :] or line for line in plain]  # type: ignore[union-attr]
