"""Days off as text: each line has a day, or a first and a last day, then a name. One wrong line refuses the whole list."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from queue_app.domain.errors import N_, InputError, Sentence

NAME, LONGEST_LIST, MOST_LINES, LONGEST_SPELL = 80, 100_000, 1_000, 366
BACK, AHEAD = timedelta(days=10 * 366), timedelta(days=5 * 366)
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LINE = re.compile(rf"({_DAY})(?![0-9])(?:\s*(?:to|until|-|–|—)\s*({_DAY})(?![0-9]))?(.*)", re.IGNORECASE | re.DOTALL)  # noqa: RUF001
_BEFORE_NAME = " \t-–—:;,"  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A spell of days off, `first` and `last` included, with one name, which may be empty."""

    first: date
    last: date
    name: str = ""

    @property
    def days(self) -> Iterator[date]:
        """Each day of the spell."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def __str__(self) -> str:
        """The line that `read` parses as this spell."""
        until = f" to {self.last}" if self.last != self.first else ""
        return f"{self.first}{until}: {self.name}" if self.name else f"{self.first}{until}"


def read(field: str, text: str, today: date) -> tuple[DaysOff, ...]:
    """Parse a list into spells. Raises InputError with the numbers of all wrong lines."""
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise InputError(field, N_("There are too many lines. Send at most {most} at once."), most=MOST_LINES)
    wrong: dict[str, list[int]] = {}
    spells = []
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        parsed = _spell(line.strip(), today)
        if isinstance(parsed, DaysOff):
            spells.append(parsed)
        else:
            wrong.setdefault(parsed, []).append(n)
    if wrong:
        problems = tuple(_problem(numbers, problem) for problem, numbers in wrong.items())
        raise InputError(field, N_("{problems} Nothing was saved."), problems=problems)
    return tuple(spells)


def by_day(spells: Iterable[DaysOff]) -> dict[date, str]:
    """{day: name}. If two spells have the same day, the later one counts."""
    return {day: spell.name for spell in spells for day in spell.days}


def spells_of(days: Mapping[date, str]) -> tuple[DaysOff, ...]:
    """The days as spells: consecutive days with the same name are one."""
    spells: list[DaysOff] = []
    for day in sorted(days):
        last = spells[-1] if spells else None
        if last and last.name == days[day] and last.last + timedelta(days=1) == day:
            spells[-1] = DaysOff(last.first, day, last.name)
        else:
            spells.append(DaysOff(day, day, days[day]))
    return tuple(spells)


def listed(days: Mapping[date, str]) -> tuple[DaysOff, ...]:
    """The days as spells that `read` accepts: none is longer than a year."""
    return tuple(
        DaysOff(first, min(spell.last, first + timedelta(days=LONGEST_SPELL - 1)), spell.name)
        for spell in spells_of(days)
        for first in list(spell.days)[::LONGEST_SPELL]
    )


def _spell(line: str, today: date) -> DaysOff | str:
    """The spell, or the problem of the line."""
    parts = _LINE.fullmatch(line)
    first = _day(parts[1]) if parts else None
    last = _day(parts[2] or parts[1]) if parts else None
    if parts is None or first is None or last is None:
        return N_("start with a day such as 2026-12-24, or with two: 2026-12-24 to 2027-01-06.")
    name = " ".join(parts[3].strip(_BEFORE_NAME).split())
    if last < first:
        return N_("the second day is before the first.")
    if (last - first).days >= LONGEST_SPELL:
        return N_("this is more than one year.")
    if first < today - BACK or last > today + AHEAD:
        return N_("use days up to ten years back and five years ahead.")
    if len(name) > NAME:
        return N_("the name is longer than {most} characters.")
    return DaysOff(first, last, name)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _problem(numbers: list[int], problem: str) -> Sentence:
    *others, last = map(str, numbers)
    words = N_("Lines {some} and {last}: {problem}") if others else N_("Line {last}: {problem}")
    return Sentence(words, {"some": ", ".join(others), "last": last, "problem": Sentence(problem, {"most": NAME})})
