"""What guests see, who have a link to one page: no person is named, and nothing can be done."""

from dataclasses import dataclass
from datetime import datetime

from queue_app.domain.forecast.team import TeamForecast
from queue_app.screens.forecast.when import When
from queue_app.screens.values import Reason


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A waiting item: its place, what it is, why it stands there, and when it is likely finished."""

    position: int
    title: str
    reason: Reason | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class SharedForecast:
    """The first waiting items of a team in their order; `waiting` is how many there are in all. `forecast`: where the dates of
    the rows come from."""

    team: str
    zone: str
    now: datetime
    rows: tuple[SharedRow, ...]
    waiting: int
    forecast: TeamForecast
