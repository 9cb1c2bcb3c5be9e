"""The forecast of one team, with everything that pages show with it: the split factor, the habit of putting items above others,
how long items take, and the record of earlier forecasts.

Teams often split items. The history counts the pieces, while the queue has whole items. So an item that was never split counts
as the average number of pieces, and a piece counts as one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from statistics import median

import numpy as np

from queue_app.domain.forecast.fit import Floats
from queue_app.domain.forecast.forecast import ODDS, Forecast, Range
from queue_app.domain.forecast.habit import PER, Habit
from queue_app.domain.forecast.places import all_finished, number
from queue_app.domain.forecast.record import NO_RECORD, ForecastRecord
from queue_app.domain.forecast.running import Lasting
from queue_app.domain.queue.limit import LARGEST
from queue_app.domain.team.calendar import Calendar

USUAL_DAYS, SPLIT_DAYS = 30, 90
EVEN = 0.5


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class TeamForecast:
    """`split`: into how many items the team splits one on average. `usual`: how many run at a time. `habit` is None without order
    history, `lasting` is None with too few cycle times. `recorded`: whether the record includes this day."""

    forecast: Forecast
    calendar: Calendar
    split: float = 1.0
    usual: int = 1
    habit: Habit | None = None
    lasting: Lasting | None = None
    record: ForecastRecord = NO_RECORD
    recorded: bool = False

    @property
    def has_dates(self) -> bool:
        """Whether the forecast has any dates."""
        return self.forecast.quality.level != "none"

    def weight(self, *, piece: bool) -> float:
        """How many completions an open item will count as. A piece was split, or came from a split."""
        return 1.0 if piece else self.split

    def number(self, items: int, pieces: int) -> int:
        """The n of an item if nothing is put above it. Down to and including it `items` are open; `pieces` of them are pieces."""
        return number(self.split * (items - pieces) + pieces)

    def range(self, n: int) -> Range | None:
        """The dates of the n-th item; None if there are no dates."""
        if not self.has_dates:
            return None
        return self.forecast.place(n) if n <= self.forecast.reach else Range(None, None, None, None)

    def pull_days(self, numbers: Mapping[int, int], limit: int) -> dict[int, date | None]:
        """The days on which items can be pulled, at even odds. `numbers`: {item: n}. The n-th item can be pulled as soon as all
        but `limit` - 1 of the items above are finished.

        A day is `date.max` beyond the horizon, and None if there are no dates.
        """
        if not self.has_dates:
            return dict.fromkeys(numbers)
        days: list[date | None] = self.forecast.first_days(EVEN).tolist()
        days[0] = self.forecast.today
        before = {item: max(n - limit, 0) for item, n in numbers.items()}
        return {item: (days[n] if n < len(days) else None) or date.max for item, n in before.items()}

    def at_habit(self, n: int, place: int) -> Range | None:
        """The dates of the n-th item if the team goes on putting items above `place` as before; None if the habit is unknown."""
        if self.habit is None or not self.has_dates or n > self.forecast.reach:
            return None
        return self.forecast.put_above(n, self._put_above(self.habit, place))

    def above_a_month(self, n: int, place: int) -> float:
        """The net number of items put above the item in 30 days: the average until it is finished at even odds, up to a year.

        0 without a habit.
        """
        dates = self.at_habit(n, place)
        if dates is None or self.habit is None:
            return 0.0
        last = min(dates.p50 or self.forecast.year, self.forecast.year)
        days = (last - self.forecast.today).days + 1
        above = np.interp(days, self.forecast.calendar_days(), self._put_above(self.habit, place))
        return float(above) / days * PER

    def _put_above(self, habit: Habit, place: int) -> Floats:
        return habit.put_above(place, self.forecast.calendar_days(), self.forecast.expected() / self.split)

    def everything(self, n: int) -> Range | None:
        """The dates by which all of the first `n` open items are finished; None if there are no dates."""
        if not self.has_dates:
            return None
        if n > self.forecast.reach:
            return Range(None, None, None, None)
        curve = all_finished(self.forecast.finished, n, self.usual)
        return Range(*(self.forecast.first_day(curve, odds) for odds in ODDS))

    def likely(self, started: date) -> Range | None:
        """The working days by which an item in progress since `started` is finished.

        A date is None if too few items took that long. The result is None if the 50 % date is None. The dates are rough if the
        item is older than 85 % of items get.
        """
        if self.lasting is None:
            return None
        today = self.forecast.today
        age = (today - started).days
        left = [self.lasting.days_left(age, odds) for odds in ODDS]
        days = (None if n is None else self.calendar.first_working_day(today + timedelta(days=n)) for n in left)
        dates = Range(*days, rough=self.lasting.rough(age))
        return dates if dates.p50 else None

    def likely_by(self, started: date, day: date) -> float | None:
        """The odds that an item in progress since `started` is finished by the end of `day`; None if unknown."""
        today = self.forecast.today
        return self.lasting.odds((today - started).days, (day - today).days) if self.lasting else None


def split_factor(pieces: int, wholes: int) -> float:
    """Finished items divided by the number of items that they came from; 1 if there are none."""
    return pieces / wholes if wholes else 1.0


def usually_running(spells: Iterable[tuple[date, date | None]], today: date, running: int) -> int:
    """L: the median number of running items over the 30 days before `today`, at least 1; without history, `running`.

    It is at most the largest WIP limit: another tool may count waiting items as started, and a forecast takes 14 L columns.
    Days before the first start do not count, because the team had not begun. A spell is (started, finished or None). An item
    counts as running on the day of its start, but not on the day of its end.
    """
    ended = [(start, end or today) for start, end in spells]
    known = min(USUAL_DAYS, (today - min((start for start, _ in ended), default=today)).days)
    usual = median(_levels(ended, today - timedelta(days=known), known)) if known > 0 else running
    return max(1, min(LARGEST, round(usual)))


def _levels(spells: Iterable[tuple[date, date]], first: date, days: int) -> Iterable[int]:
    """The number of spells on each of `days` days from `first` on. Reads each spell once, because a team may have thousands."""
    changes: Counter[date] = Counter()
    for start, end in spells:
        if start < end:
            changes[max(start, first)] += 1
            changes[max(end, first)] -= 1
    return accumulate(changes[first + timedelta(days=n)] for n in range(days))
