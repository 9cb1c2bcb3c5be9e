"""What the rules need to know of a team: its calendar and its switches. Days are days of the team's own zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Team:
    """`working_days` says for Monday to Sunday, by "1" and "0", whether the team works."""

    id: int
    name: str
    time_zone: str = "UTC"
    working_days: str = "1111100"
    who_orders: str = "managers"
    who_limits: str = "everybody"
    archived: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.time_zone)

    def day(self, at: datetime) -> date:
        """The team's calendar day at the moment `at`."""
        return at.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The first moment of `day`."""
        return datetime.combine(day, time(), self.zone)

    def works_on(self, day: date) -> bool:
        """Whether `day` is a working day. A team without any works every day."""
        return self.working_days[day.weekday()] == "1" or "1" not in self.working_days

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        following = day + timedelta(days=1)
        while not self.works_on(following):
            following += timedelta(days=1)
        return following

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`; 0 when `last` is not later."""
        span = max(0, (last - first).days)
        return sum(self.works_on(first + timedelta(days=n)) for n in range(1, span + 1)) if span < 3650 else span

    def end_of(self, day: date) -> datetime:
        """The last second of `day` in the team's zone, as a moment in UTC."""
        return datetime.combine(day, time(23, 59, 59), self.zone).astimezone(UTC)
