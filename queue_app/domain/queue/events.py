"""The kinds of event in the history: one table with everything that other parts of the product need to know of a kind.

The keys are stored values. A new kind is a new row here; `tests/domain/queue/test_events.py` fails where one is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Final

from queue_app.domain.errors import N_
from queue_app.domain.team.rights import Right


class Touches(Flag):
    """What an event of a kind can change, and which lists show it."""

    NOTHING = 0
    WAITING = auto()
    """The set or the order of the waiting items: it invalidates a cursor into them."""
    TOP = auto()
    """The items in the top. An import adds below, so it is left out."""
    ORDER = auto()
    """The order, by a decision. Changes by work do not count."""
    DATES = auto()
    """The dates of other items, only through the order."""
    HABIT = auto()
    """How many items come above others. Pieces of a split are counted in the split factor instead."""
    PLACE = auto()
    """Only the place of an item: nobody worked on it."""
    ORDER_HISTORY = auto()
    """The order history, which has a line for it."""
    LIMIT = auto()
    """The WIP limit."""
    FORECAST = auto()
    """Completions or the calendar: the forecast may change."""
    COVER = auto()
    """The facts about the cover of the areas."""
    RULES = auto()
    """The rights of people."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event. `words` follow the item's title in its history (None: not shown). `done` confirms it to its author.

    `signed`: the history names the author; an undo is signed like its act. `undo`: the right to undo it; None: not undoable.
    """

    touches: Touches
    words: str | None = None
    done: str = N_("Saved")
    signed: bool = False
    undo: Right | None = None


_DECISION: Final = Touches.WAITING | Touches.TOP | Touches.ORDER | Touches.DATES | Touches.HABIT
_SPLIT: Final = Touches.WAITING | Touches.TOP | Touches.ORDER | Touches.DATES
_PUT_BACK: Final = Touches.WAITING | Touches.TOP | Touches.ORDER | Touches.ORDER_HISTORY

EVENT_KINDS: Mapping[str, EventKind] = {
    "created": EventKind(Touches.LIMIT | Touches.COVER, signed=True),
    "added": EventKind(_DECISION, N_("was added"), N_("%(title)s is in the queue now, number %(position)s")),
    "moved": EventKind(
        _DECISION | Touches.PLACE | Touches.ORDER_HISTORY,
        N_("went to the top"),
        N_("You moved %(title)s"),
        signed=True,
        undo=Right.ORDER,
    ),
    # Not undoable: otherwise people could flip the coin until they like the result.
    "coin": EventKind(
        _DECISION | Touches.PLACE | Touches.ORDER_HISTORY,
        N_("won the coin flip against %(other)s"),
        N_("The coin fell for %(title)s, now number %(position)s"),
        signed=True,
    ),
    "pulled": EventKind(Touches.WAITING | Touches.TOP, N_("was pulled"), N_("You pulled %(title)s"), undo=Right.WORK),
    "finished": EventKind(
        Touches.TOP | Touches.FORECAST | Touches.COVER,
        N_("was finished"),
        N_("%(title)s is finished"),
        undo=Right.WORK,
    ),
    "put_back": EventKind(_PUT_BACK, N_("was put back"), N_("You put back %(title)s"), undo=Right.WORK),
    "swapped": EventKind(_PUT_BACK, N_("was swapped"), N_("You swapped; %(title)s runs now"), undo=Right.WORK),
    "dropped": EventKind(
        _DECISION | Touches.ORDER_HISTORY, N_("was dropped"), N_("You dropped %(title)s"), signed=True, undo=Right.ORDER
    ),
    "reopened": EventKind(
        _DECISION | Touches.ORDER_HISTORY | Touches.FORECAST | Touches.COVER,
        N_("was reopened"),
        N_("%(title)s waits on top again"),
        undo=Right.WORK,
    ),
    "restored": EventKind(
        _DECISION | Touches.ORDER_HISTORY,
        N_("was restored"),
        N_("%(title)s waits again, number %(position)s"),
        undo=Right.WORK,
    ),
    "blocked": EventKind(Touches.NOTHING, N_("was blocked"), N_("%(title)s is blocked"), undo=Right.WORK),
    "block_edited": EventKind(
        Touches.NOTHING, N_("has new words for its block"), N_("The block of %(title)s has new words")
    ),
    "unblocked": EventKind(Touches.NOTHING, N_("moves again"), N_("%(title)s moves again"), undo=Right.WORK),
    "split": EventKind(_SPLIT, N_("was split"), N_("You split %(title)s"), undo=Right.WORK),
    "placed": EventKind(
        Touches.PLACE | Touches.ORDER_HISTORY,
        N_("was left in its place"),
        N_("%(title)s is left in its place"),
        signed=True,
        undo=Right.ORDER,
    ),
    "urgent": EventKind(
        _DECISION | Touches.PLACE | Touches.ORDER_HISTORY,
        N_("was made urgent"),
        N_("%(title)s is urgent now"),
        signed=True,
        undo=Right.WORK,
    ),
    "calmed": EventKind(
        Touches.PLACE | Touches.ORDER_HISTORY,
        N_("is urgent no more"),
        N_("%(title)s is urgent no more"),
        signed=True,
        undo=Right.WORK,
    ),
    "skipped": EventKind(
        Touches.COVER,
        N_("was skipped by somebody"),
        N_("You skipped %(title)s; your next pull takes the one below"),
    ),
    "joined": EventKind(Touches.NOTHING, N_("was joined by one more person"), N_("You are on %(title)s")),
    "left": EventKind(Touches.NOTHING, N_("was left by one person"), N_("You are on %(title)s no more")),
    "asked": EventKind(Touches.NOTHING, N_("looks for company"), N_("The team sees that %(title)s looks for company")),
    "edited": EventKind(Touches.COVER, N_("has changed words"), N_("%(title)s is changed")),
    "planned": EventKind(Touches.NOTHING, N_("has a changed plan"), N_("The plan of %(title)s is changed")),
    "noted": EventKind(Touches.NOTHING, N_("has a note"), N_("Your note is on %(title)s"), True),
    "undone": EventKind(
        Touches.WAITING
        | Touches.TOP
        | Touches.DATES
        | Touches.HABIT
        | Touches.ORDER_HISTORY
        | Touches.FORECAST
        | Touches.COVER,
        N_("was taken back"),
        N_("Taken back: %(title)s is as before"),
    ),
    "imported": EventKind(
        Touches.WAITING | Touches.PLACE | Touches.FORECAST | Touches.COVER, N_("was imported"), signed=True
    ),
    "limit_set": EventKind(
        Touches.LIMIT | Touches.ORDER_HISTORY,
        N_("went from %(was)s to %(limit)s"),
        N_("The limit is %(limit)s now"),
        signed=True,
    ),
    "settings": EventKind(Touches.FORECAST | Touches.COVER | Touches.RULES, signed=True),
    "history_from": EventKind(
        Touches.FORECAST | Touches.COVER, done=N_("Forecasts look at the whole history again"), signed=True
    ),
    "membership": EventKind(Touches.COVER | Touches.RULES, signed=True),
    "declared": EventKind(Touches.COVER, done=N_("What you can take is kept; it counts for 180 days")),
    "disowned": EventKind(Touches.COVER, done=N_("Nothing of that day counts for you in that area any more")),
    "claimed": EventKind(Touches.COVER, done=N_("The names of former times are kept as you said")),
    "absence_entered": EventKind(Touches.COVER, done=N_("The absence is entered")),
    "absence_removed": EventKind(Touches.COVER, done=N_("The absence is removed")),
}


def kinds(what: Touches) -> tuple[str, ...]:
    """The kinds that touch `what`, in the order of the table."""
    return tuple(name for name, kind in EVENT_KINDS.items() if what in kind.touches)


UNDOABLE = tuple(name for name, kind in EVENT_KINDS.items() if kind.undo)
OF_THE_WAITING = kinds(Touches.WAITING)
OF_THE_TOP = kinds(Touches.TOP)
OF_THE_ORDER = kinds(Touches.ORDER)
OF_THE_DATES = kinds(Touches.DATES)
OF_THE_HABIT = kinds(Touches.HABIT)
OF_THE_PLACE = kinds(Touches.PLACE)
OF_THE_ORDER_HISTORY = kinds(Touches.ORDER_HISTORY)
OF_THE_LIMIT = kinds(Touches.LIMIT)
OF_THE_FORECAST = kinds(Touches.FORECAST)
OF_THE_RULES = kinds(Touches.RULES)
WITHOUT_COVER = tuple(name for name, kind in EVENT_KINDS.items() if Touches.COVER not in kind.touches)
"""The kinds that do not change the cover."""
