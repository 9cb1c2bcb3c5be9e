"""What a change of the order costs, as pages tell it."""

from dataclasses import dataclass

from queue_app.domain.forecast.forecast import Range


@dataclass(frozen=True, slots=True)
class Slip:
    """A waiting item whose dates change: from `before` to `after`, the date at 85 % by `days` working days, later positive
    (inf: past the horizon). `place` is its position after the change."""

    number: int
    title: str
    place: int
    days: float
    before: Range
    after: Range


@dataclass(frozen=True, slots=True)
class Cost:
    """`changes` in the order as it becomes. `slips` items come later by `slip` working days (the median, in halves), `gains` come
    sooner by `gain`. `leaves` and `enters` are the titles that the week's end separates from before, at 85 %."""

    changes: tuple[Slip, ...]
    slips: int
    slip: float
    gains: int
    gain: float
    leaves: tuple[str, ...] = ()
    enters: tuple[str, ...] = ()
