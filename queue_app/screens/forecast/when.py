"""When a waiting item is likely finished, as pages show it."""

from dataclasses import dataclass

from queue_app.domain.forecast.forecast import Range


@dataclass(frozen=True, slots=True)
class When:
    """The dates of a waiting item, None where it is blocked or there are no dates. `n`: as which completion from now on.

    `blocked_above` items stand above it that wait for something and are counted as if they did not.
    """

    n: int
    place: int
    range: Range | None
    blocked_above: int = 0
