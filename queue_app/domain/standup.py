"""The stand-up: when the team meets, which period it looks at, which blocks are long, what to decide and where to swarm.

A meeting looks back to the previous meeting: to the last one that began at least three hours ago.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from queue_app.domain.errors import N_, InputError
from queue_app.domain.flow.ages import ENOUGH, nearest_rank
from queue_app.domain.team.calendar import Calendar
from queue_app.domain.team.team import Team

GOING_ON = timedelta(hours=3)
LONG_BLOCK = timedelta(days=3)
LONG_SHARE = 85
"""A block is long if it is longer than this percentage of past blocks."""
LONG_WAIT_WORKING_DAYS = 10
LONGEST_BACK = 31
LOOK_BACK = timedelta(days=366)

Advice = Literal["look_again", "decide", "decide_waiting"]
"""look_again: the day to look again has come. decide: unchanged for two stand-ups, so help, swap or drop.
decide_waiting: blocked and waiting for over ten working days, so move it down, drop it, or say what is next."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """`days` says for Monday to Sunday, by "1" and "0", whether the team meets, except on days off; `minute` is the minute of the
    day."""

    team: Team
    calendar: Calendar
    days: str
    minute: int

    def on(self, day: date) -> datetime:
        """The moment of the meeting on that day, also for a day without a meeting."""
        at = time(self.minute // 60, self.minute % 60)
        return datetime.combine(day, at, self.team.zone)

    def chosen(self, day: date, now: datetime) -> datetime:
        """The moment of the meeting of `day`, to look back to. Raises InputError for the future, or over a year ago."""
        today = self.team.day(now)
        if not today - LOOK_BACK <= day <= today or self.on(day) > now:
            raise InputError("since", N_("Choose the day of a past stand-up, up to one year back."))
        return self.on(day)

    def before(self, now: datetime, count: int = 1) -> datetime:
        """The `count`-th meeting before the current one; a month ago if there were fewer."""
        latest = now - GOING_ON
        today = self.team.day(latest)
        days = (today - timedelta(days=n) for n in range(LONGEST_BACK))
        past = (self.on(day) for day in days if self._meets(day))
        met = [at for at in past if at <= latest]
        return met[count - 1] if len(met) >= count else self.on(today - timedelta(days=LONGEST_BACK))

    def _meets(self, day: date) -> bool:
        return self.days[day.weekday()] == "1" and day not in self.calendar.days_off


@dataclass(frozen=True, slots=True)
class BlockedFacts:
    """An open block: its start, its last edit, the day to look again, and whether its item runs."""

    since: datetime
    edited: datetime
    look_again: date | None
    runs: bool


def usual_length(past: Sequence[timedelta]) -> timedelta | None:
    """The percentile `LONG_SHARE` (nearest rank) of the lengths of past blocks; None for fewer than twenty."""
    return nearest_rank(sorted(past), LONG_SHARE) if len(past) >= ENOUGH else None


def is_long(facts: BlockedFacts, now: datetime, usual: timedelta | None) -> bool:
    """Whether the block has lasted over three days, or longer than most past blocks (`usual`)."""
    lasting = now - facts.since
    return lasting > LONG_BLOCK or (usual is not None and lasting > usual)


def advice(facts: BlockedFacts, now: datetime, meetings: Meetings) -> Advice | None:
    """The advice for a blocked item; the day to look again has precedence."""
    team, calendar = meetings.team, meetings.calendar
    today = team.day(now)
    if facts.look_again is not None:
        return "look_again" if facts.look_again <= today else None
    if not facts.runs and calendar.working_days_between(team.day(facts.since), today) > LONG_WAIT_WORKING_DAYS:
        return "decide_waiting"
    return "decide" if facts.edited < meetings.before(now, 2) else None


def swarms(on: Sequence[int]) -> bool:
    """Whether the first running item has fewer people on it than a lower one. `on`: the people on each, in order."""
    return any(below > on[0] for below in on[1:])
