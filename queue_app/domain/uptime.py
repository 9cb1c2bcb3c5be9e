"""How much of the time the service could be used: the uptime line of the operators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=90)
"""The uptime line tells of so many days."""

SHORTEST = timedelta(minutes=1)
"""A shorter time without a sign of life is a restart and no outage."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Nobody could work from `began` to `ended`. `announced`: a notice stood on every page when it began."""

    began: datetime
    ended: datetime
    announced: bool

    @property
    def lasted(self) -> timedelta:
        """How long it was."""
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class Uptime:
    """Since a moment: the outages, how long they were together, and how long of that no notice told of."""

    since: datetime
    lasted: timedelta
    outages: tuple[Outage, ...]
    down: timedelta
    unannounced: timedelta

    @property
    def percent(self) -> float:
        """The share of the time without outages, in hundredths of a percent. Only a time without any is 100."""
        share = int((1 - self.down / self.lasted) * 10_000) / 100
        return min(share, 99.99) if self.down else 100.0


def uptime(outages: Iterable[Outage], watched_since: datetime | None, now: datetime) -> Uptime | None:
    """Of the last 90 days, or since the watch began; None before it did. The newest outage comes first."""
    if watched_since is None or watched_since >= now:
        return None
    since = max(watched_since, now - WINDOW)
    inside = sorted((one for one in outages if one.ended > since), key=lambda one: one.began, reverse=True)
    parts = [(one, one.ended - max(one.began, since)) for one in inside]
    down = sum((part for _, part in parts), timedelta(0))
    unannounced = sum((part for one, part in parts if not one.announced), timedelta(0))
    return Uptime(since, now - since, tuple(inside), min(down, now - since), unannounced)


def gap(last: datetime, now: datetime, own_silence: timedelta | None) -> timedelta:
    """How long nobody gave a sign of life. A process that was there itself knows better than the clock, which may be set."""
    by_clock = now - last
    return by_clock if own_silence is None else min(by_clock, own_silence)
