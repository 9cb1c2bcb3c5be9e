"""The odds that an area finishes nothing while people are away: e^(-pace of those who stay x days).

Pace = items a day: e_90 of those who stay, divided by its mass, the sum of 2^(-age/90) over all ages, about 130 days.
Measured on 17 public histories with absences of 7 to 60 days, it separates the areas that finished nothing from the others with
an AUC of .86. The number of people who stay reaches .75.

Two rules make the odds a fact about the area, not about a person (see `bound`). The people who did most in the area count as the
absent ones, so the odds are the same whichever of two people stays. And days are rounded up to a week, a month or a quarter.
Pages show the odds in words, never as a number.
"""

from collections.abc import Mapping
from enum import StrEnum
from math import exp

from queue_app.domain.cover.states import Standing
from queue_app.domain.errors import N_

SPANS = (7, 30, 90)
"""A week, a month, a quarter, in days. The length of an absence is rounded up to one of them."""
LIKELY, UNLIKELY = 0.7, 0.3


class Outlook(StrEnum):
    """The odds of a pause in words."""

    PAUSE = "pause"
    OPEN = "open"
    GOES_ON = "goes_on"


OUTLOOK_LABELS: Mapping[Outlook, str] = {
    Outlook.PAUSE: N_("a pause is likely"),
    Outlook.OPEN: N_("a pause is possible"),
    Outlook.GOES_ON: N_("work likely goes on"),
}


def odds_of_pause(pace: float, days: int) -> float:
    """e^(-pace x days)."""
    return exp(-pace * days)


def odds_without(standing: Standing, gone: int, days: int | None) -> float:
    """The odds for the area while `gone` of the people who can take it are away for `days` (None: for good)."""
    return odds_of_pause(standing.paces[gone], span(days))


def span(days: int | None) -> int:
    """The days, rounded up to one of SPANS."""
    return next((span for span in SPANS if days is not None and days <= span), SPANS[-1])


def outlook(odds: float) -> Outlook:
    """The odds in words."""
    if odds >= LIKELY:
        return Outlook.PAUSE
    return Outlook.OPEN if odds > UNLIKELY else Outlook.GOES_ON
