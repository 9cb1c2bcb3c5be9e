"""The odds that an area finishes nothing while people are away: e^(-pace of those who stay x days).

Pace = items a day: e_90 of those who stay, divided by its mass, the sum of 2^(-age/90) over all ages, about 130 days.
Measured on 17 public histories, absences of 7 to 60 days: it tells the areas that finished nothing from the others with an
area under the curve of .86; the number of people who stay, with .75.

Two things keep it a fact of the area and not of a person (see `bound`). Of the people who can take it, those who did most
count as away, so the answer is the same whoever of two stays. And days are rounded up to a week, a month or a quarter.
A page says it in words, never as a number.
"""

from collections.abc import Mapping
from enum import StrEnum
from math import exp

from queue_app.domain.cover.states import Standing
from queue_app.domain.errors import N_

SPANS = (7, 30, 90)
"""A week, a month, a quarter: days of an absence, as far as they count."""
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
    """The odds for the area without so many of those who can take it, for so many days; None: for good."""
    return odds_of_pause(standing.paces[gone], span(days))


def span(days: int | None) -> int:
    """The days, rounded up to one of SPANS."""
    return next((span for span in SPANS if days is not None and days <= span), SPANS[-1])


def outlook(odds: float) -> Outlook:
    """The odds in words."""
    if odds >= LIKELY:
        return Outlook.PAUSE
    return Outlook.OPEN if odds > UNLIKELY else Outlook.GOES_ON
