"""Finished items a week, for a wall: the weeks begin on Monday, and the last one goes on."""

from collections.abc import Iterable
from datetime import date, timedelta


def monday_of(day: date) -> date:
    """The first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def first_day(today: date, weeks: int) -> date:
    """The first day of the last `weeks` weeks, the present one counted."""
    return monday_of(today) - timedelta(weeks=weeks - 1)


def by_week(finished: Iterable[tuple[date, int]], today: date, weeks: int) -> tuple[int, ...]:
    """How many were finished in each of the last `weeks` weeks, the present one last. `finished`: days and how many."""
    counts = [0] * weeks
    first = first_day(today, weeks)
    for day, items in finished:
        if first <= day <= today:
            counts[(day - first).days // 7] += items
    return tuple(counts)
