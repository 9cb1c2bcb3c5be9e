"""Throttling of wrong passwords: a few attempts are free, then the wait doubles up to a few minutes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from queue_app.domain.errors import N_, UserError

FREE = {"account": 5, "address": 20}
"""Failures in a row without a wait. An address has more: a household or an office may share it."""

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=12)


class TooManyAttempts(UserError):
    """Sign-in is throttled (HTTP 429). `seconds` says for how long."""

    sentence = N_("Too many wrong attempts. Wait up to five minutes, then try again.")

    @property
    def seconds(self) -> int:
        """Seconds until the next attempt is allowed, at least 1."""
        return max(1, int(self.facts["seconds"]))


class SignInBusy(UserError):
    """More passwords are being checked than the server has places for (HTTP 503)."""

    sentence = N_("Too many people are signing in now. Try again in a few seconds.")
    seconds = 2


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed attempts for one account or from one address, counted since `since`. No attempt is allowed before `until`."""

    count: int
    since: datetime
    until: datetime


def attempted(kind: str, before: Failures | None, now: datetime) -> Failures:
    """The failures with one more attempt. Raises TooManyAttempts before `until`.

    An attempt counts as failed until it succeeds, so concurrent attempts cannot bypass the count.
    """
    if before is None or now - before.since > FORGOTTEN_AFTER:
        before = Failures(0, now, now)
    if before.count >= FREE[kind] and now < before.until:
        raise TooManyAttempts(seconds=(before.until - now).total_seconds() + 1)
    count = before.count + 1
    return Failures(count, before.since, now + _wait(count - FREE[kind]))


def succeeded(kind: str, before: Failures, now: datetime) -> Failures | None:
    """The failures after a success: None for an account. An address only gets this attempt back: a success with one account must
    not reset the count of guesses at others."""
    if kind == "account" or before.count <= 1:
        return None
    return replace(before, count=before.count - 1, until=now)


def _wait(beyond: int) -> timedelta:
    return timedelta() if beyond < 0 else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(beyond, 20))
