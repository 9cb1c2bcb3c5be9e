"""The calendar of a team: its working days, and the day of a forecast.

A forecast day runs from one end of day of the team to the next. Only working days count, in the past and in the future.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Dates = NDArray[np.datetime64]
Numbers = NDArray[np.int64]

EVERY_DAY = "1111111"
MONDAY_TO_FRIDAY = "1111100"
END_OF_DAY = 18 * 60
YEAR = timedelta(days=365)


@dataclass(frozen=True, eq=False, slots=True)
class Completions:
    """Finished items by working day: `days` datetime64[D] and `counts`, both (T,), for every working day from the first with a
    completion up to the one before the forecast day, including days without completions. T may be 0."""

    days: Dates
    counts: Numbers


@dataclass(frozen=True, slots=True)
class Calendar:
    """`working_days` says for Monday to Sunday, by "1" and "0", whether the team works (no "1": every day); `end_of_day` is the
    minute of the day, in `time_zone`, after which the forecast day is tomorrow."""

    time_zone: str = "UTC"
    working_days: str = MONDAY_TO_FRIDAY
    end_of_day: int = END_OF_DAY
    days_off: frozenset[date] = frozenset()

    @property
    def share(self) -> float:
        """Working days of a week, divided by 7; days off are ignored."""
        return (self.working_days.count("1") or 7) / 7

    def forecast_day(self, at: datetime) -> date:
        """The first day of a forecast made at `at`: today, or tomorrow after the end of day.

        Moments are compared in UTC: if the end of day occurs twice (clock change), the second one ends the day.
        """
        zone = ZoneInfo(self.time_zone)
        today = at.astimezone(zone).date()
        end = datetime.combine(today, time(self.end_of_day // 60, self.end_of_day % 60), zone)
        last = max(end.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        return today + timedelta(days=1) if at >= last else today

    def works_on(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return bool(np.is_busday(np.datetime64(day), busdaycal=self._days))

    def works_within_a_year(self, today: date) -> bool:
        """Whether there is a working day within a year from `today`. A team's calendar must have one."""
        return self.first_working_day(today) <= today + YEAR

    def first_working_day(self, day: date) -> date:
        """`day`, or the first working day after it."""
        return self.date_of(day, 1)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.date_of(day + timedelta(days=1), 1)

    def working_days_between(self, first: date, last: date) -> int:
        """The number of working days after `first`, up to and including `last`; 0 if `last` is not later."""
        return self.number_of(first + timedelta(days=1), last)

    def date_of(self, today: date, d: int) -> date:
        """The `d`-th working day from `today` on; 1 is today if it is one, else the next. The inverse of `number_of`."""
        return _day(np.busday_offset(np.datetime64(today), d - 1, roll="forward", busdaycal=self._days))

    def number_of(self, today: date, day: date) -> int:
        """The number of working days from `today` to `day`, both included; 0 before the first."""
        return max(0, int(np.busday_count(np.datetime64(today), np.datetime64(day) + 1, busdaycal=self._days)))

    def dates(self, today: date, until: date) -> Dates:
        """The working days from `today` to `until`, both included, datetime64[D]; element d - 1 is `date_of(today, d)`."""
        every = np.arange(np.datetime64(today), np.datetime64(until) + 1)
        return every[np.is_busday(every, busdaycal=self._days)]

    def history(self, finished: Iterable[date], today: date, since: date | None = None) -> Completions:
        """The completions by working day, from the days on which items were finished, in any order."""
        return self.history_by_day(Counter(finished).items(), today, since)

    def history_by_day(
        self, finished: Iterable[tuple[date, int]], today: date, since: date | None = None
    ) -> Completions:
        """The completions by working day, before the forecast day `today`; one on a day off moves to the next working day.

        `finished` says how many items were finished on which days, in any order; days before `since` are ignored.
        """
        kept = [(day, items) for day, items in finished if since is None or day >= since]
        done = np.array([day for day, _ in kept], dtype="datetime64[D]")
        done = np.busday_offset(done, 0, roll="forward", busdaycal=self._days)
        past = done < np.datetime64(today)
        done, items = done[past], np.array([items for _, items in kept], np.int64)[past]
        if not done.size:
            return Completions(np.array([], "datetime64[D]"), np.array([], np.int64))
        days = self.dates(_day(done.min()), today - timedelta(days=1))
        counts = np.bincount(np.searchsorted(days, done), items, minlength=len(days))
        return Completions(days, counts.astype(np.int64))

    @property
    def _days(self) -> np.busdaycalendar:
        return _busdays(self.working_days, self.days_off)


def _day(of: np.datetime64) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(of.astype(np.int64)))


@lru_cache(maxsize=256)
def _busdays(working_days: str, days_off: frozenset[date]) -> np.busdaycalendar:
    mask = working_days if "1" in working_days else EVERY_DAY
    return np.busdaycalendar(mask, np.array(sorted(days_off), "datetime64[D]"))
