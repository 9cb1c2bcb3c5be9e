"""How steady the top is: what changed it, and what that comes to in 14 days. No name stands in it."""

from dataclasses import dataclass
from datetime import date

from queue_app.domain.flow.steadiness import Steadiness
from queue_app.screens.values import ItemLink, Told


@dataclass(frozen=True, slots=True)
class Back:
    """An item that is in the top again, and the day on which it had left it unstarted."""

    item: ItemLink
    left: date


@dataclass(frozen=True, slots=True)
class TopMove:
    """A change at the top, or something put back or swapped; and which items it brought back."""

    line: Told
    back: tuple[Back, ...] = ()


@dataclass(frozen=True, slots=True)
class Steady:
    """The facts of 14 days, and the items that bounced."""

    facts: Steadiness
    bounced: tuple[ItemLink, ...] = ()
