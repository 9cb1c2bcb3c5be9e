"""The uptime of the service, as a line for the operators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=90)
"""The period of the uptime line."""

SHORTEST = timedelta(minutes=1)
"""A shorter time without a sign of life is a restart, not an outage."""


@dataclass(frozen=True, slots=True)
class Outage:
    """The service was down from `began` to `ended`. `announced`: every page showed a notice when the outage began."""

    began: datetime
    ended: datetime
    announced: bool

    @property
    def lasted(self) -> timedelta:
        """The length of the outage."""
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class Uptime:
    """The uptime since `since`, a time `lasted` long: its outages, how long it was `down`, and how long without a notice."""

    since: datetime
    lasted: timedelta
    outages: tuple[Outage, ...]
    down: timedelta
    unannounced: timedelta

    @property
    def percent(self) -> float:
        """The share of the time without outages, in percent with two decimals. It is 100 only without any outage."""
        share = int((1 - self.down / self.lasted) * 10_000) / 100
        return min(share, 99.99) if self.down else 100.0


def uptime(outages: Iterable[Outage], watched_since: datetime | None, now: datetime) -> Uptime | None:
    """The uptime of the last 90 days, or since `watched_since`; None before that. The newest outage comes first."""
    if watched_since is None or watched_since >= now:
        return None
    since = max(watched_since, now - WINDOW)
    inside = sorted((one for one in outages if one.ended > since), key=lambda one: one.began, reverse=True)
    parts = [(one, one.ended - max(one.began, since)) for one in inside]
    down = sum((part for _, part in parts), timedelta(0))
    unannounced = sum((part for one, part in parts if not one.announced), timedelta(0))
    return Uptime(since, now - since, tuple(inside), min(down, now - since), unannounced)


def gap(last: datetime, now: datetime, own_silence: timedelta | None) -> timedelta:
    """The time without a sign of life. `own_silence`: the time since this process gave its last sign (None: none yet).

    It is more reliable than the clock, which may be set.
    """
    by_clock = now - last
    return by_clock if own_silence is None else min(by_clock, own_silence)
