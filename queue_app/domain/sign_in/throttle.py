"""How long a wrong password makes the next attempt wait: a few are free, then the wait doubles up to a few minutes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from queue_app.domain.errors import N_, UserError

FREE = {"account": 5, "address": 20}
"""How many failures in a row cost nothing: a household or an office shares one address."""

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=12)


class TooManyAttempts(UserError):
    """Signing in has to wait (HTTP 429). `seconds` says how long."""

    sentence = N_("Too many wrong attempts. Wait up to five minutes, then try again.")

    @property
    def seconds(self) -> int:
        """Until the next attempt is looked at; at least 1."""
        return max(1, int(self.facts["seconds"]))


@dataclass(frozen=True, slots=True)
class Failures:
    """Attempts for one account or from one address that did not succeed, counted since `since`; none before `until`."""

    count: int
    since: datetime
    until: datetime


def attempted(kind: str, before: Failures | None, now: datetime) -> Failures:
    """The count with one more attempt, which counts as failed until it succeeds. Raises TooManyAttempts before `until`.

    So attempts that run at the same time cannot be looked at for free.
    """
    if before is None or now - before.since > FORGOTTEN_AFTER:
        before = Failures(0, now, now)
    if before.count >= FREE[kind] and now < before.until:
        raise TooManyAttempts(seconds=(before.until - now).total_seconds() + 1)
    count = before.count + 1
    return Failures(count, before.since, now + _wait(count - FREE[kind]))


def succeeded(kind: str, before: Failures, now: datetime) -> Failures | None:
    """An account starts anew; an address only gets this attempt back, or one good account would pay for guessing others."""
    if kind == "account" or before.count <= 1:
        return None
    return replace(before, count=before.count - 1, until=now)


def _wait(beyond: int) -> timedelta:
    return timedelta() if beyond < 0 else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(beyond, 20))
