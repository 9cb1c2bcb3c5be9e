"""The rate limit of a token: a number of requests a minute, at once or spread. The allowance fills up again with time."""

from dataclasses import dataclass

from queue_app.domain.errors import N_, UserError

MINUTE = 60.0


class TooManyRequests(UserError):
    """A token makes too many requests (HTTP 429). `seconds` says how long to wait."""

    sentence = N_("This token asks too often. Wait a little, then ask again.")

    @property
    def seconds(self) -> int:
        """Seconds until the next request is allowed, at least 1."""
        return max(1, int(self.facts["seconds"]))


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many requests are `left` at the moment `at`, in seconds of any clock that only goes forward."""

    left: float
    at: float


def spend(before: Allowance | None, at: float, a_minute: int) -> Allowance:
    """The allowance after one more request. Raises TooManyRequests if none is left; a refused request costs nothing."""
    filled = a_minute if before is None else min(a_minute, before.left + (at - before.at) * a_minute / MINUTE)
    if filled < 1:
        raise TooManyRequests(seconds=(1 - filled) * MINUTE / a_minute + 1)
    return Allowance(filled - 1, at)
