"""The walk through the stand-up, one item at a time: first the items that need the team, then the next pulls."""

from dataclasses import dataclass

from queue_app.screens.standup.help import HelpRow
from queue_app.screens.standup.standup import NextPull, StandUpScreen
from queue_app.screens.values import Frame

Talk = HelpRow | NextPull


@dataclass(frozen=True, slots=True)
class WalkStep:
    """A step of `all` through the stand-up (0: there is nothing to walk through). `place` counts from 1. `help` or `pull` is its
    item.

    `settled` is the requested item (number) if it no longer needs the team; then the step is the one `after` it.
    """

    standup: StandUpScreen
    place: int
    all: int
    help: HelpRow | None = None
    pull: NextPull | None = None
    before: Talk | None = None
    after: Talk | None = None
    settled: int | None = None

    @property
    def frame(self) -> Frame:
        return self.standup.frame


def walk_step(screen: StandUpScreen, place: int, item: int | None = None) -> WalkStep:
    """The step at `place`, or the present step of an item (number). A place that is too high gives the last step."""
    talk: tuple[Talk, ...] = (*screen.rows, *screen.pulls)
    numbers = [row.number for row in talk]
    if item is not None and item in numbers:
        place = numbers.index(item) + 1
    elif item is not None:
        place = min(max(1, place), len(talk) + 1)
        return WalkStep(screen, place, len(talk), before=_at(talk, place - 1), after=_at(talk, place), settled=item)
    place = min(max(1, place), len(talk))
    row = _at(talk, place)
    return WalkStep(
        standup=screen,
        place=place,
        all=len(talk),
        help=row if isinstance(row, HelpRow) else None,
        pull=row if isinstance(row, NextPull) else None,
        before=_at(talk, place - 1),
        after=_at(talk, place + 1),
    )


def _at(talk: tuple[Talk, ...], place: int) -> Talk | None:
    return talk[place - 1] if 1 <= place <= len(talk) else None
