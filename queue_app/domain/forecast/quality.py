"""Whether a history can carry dates at all: refused where there is too little of it, rough where there is little or silence.

How odds are told: never as sure.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.errors import N_
from queue_app.domain.team.calendar import Completions

FEWEST_DAYS, ENOUGH_DAYS = 3, 5
"""Days with a completion: fewer than the first give no dates, fewer than the second rough ones."""

QUIET, SILENT = 30, 180
"""Calendar days without a completion: rough, and refused."""

Level = Literal["none", "rough", "good"]
Reason = Literal["", "few", "quiet", "silent"]


@dataclass(frozen=True, slots=True)
class Quality:
    """`level` says what may be shown (none: no dates; rough: 50 to 85 %, marked; good: all), `reason` why not all. `days` with
    a completion; `quiet` calendar days since the last one (0: yesterday had one)."""

    level: Level
    reason: Reason
    days: int
    quiet: int

    @property
    def sentence(self) -> str:
        """The reason for people, with places for {days}, {enough} and {quiet}; empty where the level is good."""
        return _SENTENCES[self.level, self.reason]

    @property
    def facts(self) -> dict[str, int]:
        """What fills the sentence."""
        return {"days": self.days, "enough": FEWEST_DAYS, "quiet": self.quiet}


_SENTENCES: dict[tuple[Level, Reason], str] = {
    ("good", ""): "",
    ("none", "few"): N_("Not enough finished work yet: {days} of {enough} days."),
    ("none", "silent"): N_("No dates: nothing was finished in the last {quiet} days."),
    ("rough", "few"): N_("Rough: work was finished on only {days} days."),
    ("rough", "quiet"): N_("Rough: nothing was finished in the last {quiet} days."),
}


def quality(history: Completions, today: date) -> Quality:
    """What this history can carry on the forecast day `today`."""
    done = history.days[history.counts > 0]
    days = len(done)
    if not days:
        return Quality("none", "few", 0, 0)
    quiet = (today - done[-1].item()).days - 1
    if quiet >= SILENT:
        return Quality("none", "silent", days, quiet)
    if days < FEWEST_DAYS:
        return Quality("none", "few", days, quiet)
    if days < ENOUGH_DAYS:
        return Quality("rough", "few", days, quiet)
    return Quality("rough", "quiet", days, quiet) if quiet >= QUIET else Quality("good", "", days, quiet)


SUREST, LEAST_SURE = 95, 1
"""Per cent. More is told as "more than", less as "less than"."""


def percent(odds: float) -> str:
    """The odds in per cent: "72 %", "> 95 %", "< 1 %"; never 0 and never 100."""
    rounded = int(odds * 100 + 0.5)
    if odds * 100 > SUREST:
        return f"> {SUREST} %"
    return f"{rounded} %" if rounded >= LEAST_SURE else f"< {LEAST_SURE} %"
