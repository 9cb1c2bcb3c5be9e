"""The quality of a history: too short for dates, rough (short, or nothing finished lately), or good.

Also the text of odds, which are never shown as certain.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from queue_app.domain.errors import N_
from queue_app.domain.team.calendar import Completions

FEWEST_DAYS, ENOUGH_DAYS = 3, 5
"""Days with a completion: below the first there are no dates, below the second rough ones."""

QUIET, SILENT = 30, 180
"""Calendar days without a completion that make dates rough, or refuse them."""

Level = Literal["none", "rough", "good"]
Reason = Literal["", "few", "quiet", "silent"]


@dataclass(frozen=True, slots=True)
class Quality:
    """`level` says what may be shown (none: no dates; rough: 50 to 85 %, marked; good: all) and `reason` why. `days` with
    a completion; `quiet` calendar days since the last one (0: yesterday had one)."""

    level: Level
    reason: Reason
    days: int
    quiet: int

    @property
    def sentence(self) -> str:
        """The reason as a sentence with {days}, {enough} and {quiet}; empty if the level is good."""
        return _SENTENCES[self.level, self.reason]

    @property
    def facts(self) -> dict[str, int]:
        """The values that fill the sentence."""
        return {"days": self.days, "enough": FEWEST_DAYS, "quiet": self.quiet}


_SENTENCES: dict[tuple[Level, Reason], str] = {
    ("good", ""): "",
    ("none", "few"): N_("Not enough finished work yet: {days} of {enough} days. Today counts once it is over."),
    ("none", "silent"): N_("No dates: nothing was finished in the last {quiet} days."),
    ("rough", "few"): N_("Rough: work was finished on only {days} days."),
    ("rough", "quiet"): N_("Rough: nothing was finished in the last {quiet} days."),
}


def quality(history: Completions, today: date) -> Quality:
    """The quality of this history on the forecast day `today`."""
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
"""Per cent. Higher odds are shown as "> 95 %", lower ones as "< 1 %"."""


def percent(odds: float) -> str:
    """The odds in per cent: "72 %", "> 95 %", "< 1 %"; never 0 or 100. A no-break space precedes the sign."""
    rounded = int(odds * 100 + 0.5)
    if odds * 100 > SUREST:
        return f"> {SUREST}\u00a0%"
    return f"{rounded}\u00a0%" if rounded >= LEAST_SURE else f"< {LEAST_SURE}\u00a0%"
