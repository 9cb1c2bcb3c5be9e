"""A team as the rules see it: its zone and its switches. Days are days in the team's zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

RESTORABLE = timedelta(minutes=10)
"""How long a removed example team can be restored before it is deleted."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team. Its working days are in its `Calendar`. An agent without a call for `agent_silence` minutes is silent."""

    id: int
    name: str
    time_zone: str = "UTC"
    who_orders: str = "managers"
    who_limits: str = "everybody"
    archived: bool = False
    agent_silence: int = 30
    agents_finish: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as a ZoneInfo."""
        return ZoneInfo(self.time_zone)

    def day(self, at: datetime) -> date:
        """The team's calendar day at the moment `at`."""
        return at.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The first moment of `day`."""
        return datetime.combine(day, time(), self.zone)

    def end_of(self, day: date) -> datetime:
        """The last second of `day` in the team's zone, in UTC. It is counted back from the next day: 23:59 may occur twice."""
        return self.start_of(day + timedelta(days=1)).astimezone(UTC) - timedelta(seconds=1)
