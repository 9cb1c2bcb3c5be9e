"""The kinds of event in the history: one table with everything that other parts of the product need to know about each.

The keys are stored values. A new kind is a new row here; `tests/house/test_events.py` fails where one is missing.
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
    """The set or the order of the waiting items. A change invalidates cursors into them."""
    TOP = auto()
    """The items in the top. Imports are left out: they add at the bottom."""
    ORDER = auto()
    """The order, by a decision. Changes through work do not count."""
    DATES = auto()
    """The dates of other items, through the order alone."""
    HABIT = auto()
    """How many items come above others. Pieces of a split are counted in the split factor instead."""
    PLACE = auto()
    """Only the place of an item: nobody worked on it."""
    ORDER_HISTORY = auto()
    """The order history: it has a line for the event."""
    LIMIT = auto()
    """The WIP limit."""
    FORECAST = auto()
    """Completions or the calendar: the forecast may change."""
    COVER = auto()
    """The facts about the cover of the areas."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event. `words` follow the item's title in its history (None: not shown). `done` confirms it to its author.

    `signed`: the history names the author; an undo is signed like its act. `undo`: the right to undo it (None: not undoable).
    `told`: the line for others who have the page open (None: no line).
    """

    touches: Touches
    words: str | None = None
    done: str = N_("Saved")
    signed: bool = False
    undo: Right | None = None
    told: str | None = None


_DECISION: Final = Touches.WAITING | Touches.TOP | Touches.ORDER | Touches.DATES | Touches.HABIT
_SPLIT: Final = Touches.WAITING | Touches.TOP | Touches.ORDER | Touches.DATES
_PUT_BACK: Final = Touches.WAITING | Touches.TOP | Touches.ORDER | Touches.ORDER_HISTORY

EVENT_KINDS: Mapping[str, EventKind] = {
    "created": EventKind(Touches.LIMIT | Touches.COVER, signed=True),
    "added": EventKind(
        _DECISION, N_("was added"), N_("Added %(title)s at position %(position)s"), told=N_("%(name)s added %(item)s")
    ),
    "moved": EventKind(
        _DECISION | Touches.PLACE | Touches.ORDER_HISTORY,
        N_("moved to the top"),
        N_("You moved %(title)s"),
        signed=True,
        undo=Right.ORDER,
        told=N_("%(name)s moved %(item)s"),
    ),
    "coin": EventKind(
        _DECISION | Touches.PLACE | Touches.ORDER_HISTORY,
        N_("won the coin flip against %(other)s"),
        N_("%(title)s won the coin flip and is now at position %(position)s"),
        signed=True,
        undo=Right.ORDER,
    ),
    "pulled": EventKind(
        Touches.WAITING | Touches.TOP,
        N_("was pulled"),
        N_("You pulled %(title)s"),
        undo=Right.WORK,
        told=N_("%(name)s pulled %(item)s"),
    ),
    "finished": EventKind(
        Touches.TOP | Touches.FORECAST | Touches.COVER,
        N_("was finished"),
        N_("%(title)s is finished"),
        undo=Right.WORK,
        told=N_("%(name)s finished %(item)s"),
    ),
    "put_back": EventKind(
        _PUT_BACK,
        N_("was put back"),
        N_("You put back %(title)s"),
        undo=Right.WORK,
        told=N_("%(name)s put back %(item)s"),
    ),
    "swapped": EventKind(
        _PUT_BACK,
        N_("was swapped"),
        N_("You swapped: %(title)s is now in progress"),
        undo=Right.WORK,
        told=N_("%(name)s swapped %(item)s"),
    ),
    "dropped": EventKind(
        _DECISION | Touches.ORDER_HISTORY,
        N_("was dropped"),
        N_("You dropped %(title)s"),
        signed=True,
        undo=Right.ORDER,
        told=N_("%(name)s dropped %(item)s"),
    ),
    "reopened": EventKind(
        _DECISION | Touches.ORDER_HISTORY | Touches.FORECAST | Touches.COVER,
        N_("was reopened"),
        N_("Reopened %(title)s: it waits at the top"),
        undo=Right.WORK,
        told=N_("%(name)s reopened %(item)s"),
    ),
    "restored": EventKind(
        _DECISION | Touches.ORDER_HISTORY,
        N_("was restored"),
        N_("Restored %(title)s at position %(position)s"),
        undo=Right.WORK,
        told=N_("%(name)s restored %(item)s"),
    ),
    "blocked": EventKind(
        Touches.NOTHING,
        N_("was blocked"),
        N_("%(title)s is blocked"),
        undo=Right.WORK,
        told=N_("%(name)s blocked %(item)s"),
    ),
    "block_edited": EventKind(
        Touches.NOTHING,
        N_("has a new block reason"),
        N_("The block reason of %(title)s is changed"),
        told=N_("%(name)s changed why %(item)s is blocked"),
    ),
    "unblocked": EventKind(
        Touches.NOTHING,
        N_("was unblocked"),
        N_("You unblocked %(title)s"),
        undo=Right.WORK,
        told=N_("%(name)s unblocked %(item)s"),
    ),
    "wait_added": EventKind(
        Touches.NOTHING,
        N_("waits for another item"),
        N_("%(title)s now waits for another item"),
        undo=Right.WORK,
        told=N_("%(name)s made %(item)s wait for another item"),
    ),
    "wait_removed": EventKind(
        Touches.NOTHING, N_("waits for one item less"), N_("%(title)s waits for one item less"), undo=Right.WORK
    ),
    "split": EventKind(
        _SPLIT, N_("was split"), N_("You split %(title)s"), undo=Right.WORK, told=N_("%(name)s split %(item)s")
    ),
    "placed": EventKind(
        Touches.PLACE | Touches.ORDER_HISTORY,
        N_("keeps its position"),
        N_("%(title)s keeps its position"),
        signed=True,
        undo=Right.ORDER,
    ),
    "urgent": EventKind(
        _DECISION | Touches.PLACE | Touches.ORDER_HISTORY,
        N_("was made urgent"),
        N_("%(title)s is now urgent"),
        signed=True,
        undo=Right.WORK,
        told=N_("%(name)s made %(item)s urgent"),
    ),
    "calmed": EventKind(
        Touches.PLACE | Touches.ORDER_HISTORY,
        N_("is no longer urgent"),
        N_("%(title)s is no longer urgent"),
        signed=True,
        undo=Right.WORK,
        told=N_("%(name)s made %(item)s no longer urgent"),
    ),
    "skipped": EventKind(
        Touches.COVER, N_("was skipped"), N_("You skipped %(title)s. Your next pull takes the item below")
    ),
    "joined": EventKind(
        Touches.NOTHING, N_("got one more person"), N_("You joined %(title)s"), told=N_("%(name)s joined %(item)s")
    ),
    "left": EventKind(
        Touches.NOTHING, N_("lost one person"), N_("You left %(title)s"), told=N_("%(name)s left %(item)s")
    ),
    "asked": EventKind(
        Touches.NOTHING,
        N_("looks for help"),
        N_("The team now sees that %(title)s looks for help"),
        told=N_("%(name)s looks for help with %(item)s"),
    ),
    "ready": EventKind(
        Touches.NOTHING,
        N_("is ready to be looked at"),
        N_("%(title)s is ready to be looked at"),
        signed=True,
        told=N_("%(name)s says that %(item)s is ready"),
    ),
    "for_people": EventKind(
        Touches.NOTHING, N_("changed who may pull it"), N_("The team now sees who may pull %(title)s")
    ),
    "edited": EventKind(
        Touches.COVER, N_("was edited"), N_("You edited %(title)s"), told=N_("%(name)s edited %(item)s")
    ),
    "tagged": EventKind(
        Touches.COVER,
        N_("has other areas"),
        N_("%(title)s has other areas"),
        undo=Right.WORK,
        told=N_("%(name)s changed the areas of %(item)s"),
    ),
    "planned": EventKind(
        Touches.NOTHING,
        N_("has a new plan"),
        N_("You changed the plan of %(title)s"),
        told=N_("%(name)s changed the plan of %(item)s"),
    ),
    "noted": EventKind(
        Touches.NOTHING,
        N_("got a note"),
        N_("You added a note to %(title)s"),
        True,
        told=N_("%(name)s added a note to %(item)s"),
    ),
    "note_corrected": EventKind(
        Touches.NOTHING,
        N_("had a note corrected"),
        N_("You corrected a note on %(title)s"),
        True,
        Right.WORK,
        told=N_("%(name)s corrected a note on %(item)s"),
    ),
    "image_added": EventKind(Touches.NOTHING, N_("got an image"), N_("You added an image to %(title)s"), True),
    "image_removed": EventKind(Touches.NOTHING, N_("lost an image"), N_("You removed an image of %(title)s"), True),
    "undone": EventKind(
        _DECISION & ~Touches.ORDER | Touches.ORDER_HISTORY | Touches.FORECAST | Touches.COVER,
        N_("was changed back"),
        N_("Undone: %(title)s is as before"),
        told=N_("%(name)s changed %(item)s back"),
    ),
    "imported": EventKind(
        Touches.WAITING | Touches.PLACE | Touches.FORECAST | Touches.COVER, N_("was imported"), signed=True
    ),
    "brought_in": EventKind(Touches.ORDER_HISTORY, N_("imported %(count)s items from %(name)s"), signed=True),
    "import_taken_back": EventKind(
        Touches.WAITING | Touches.TOP | Touches.DATES | Touches.ORDER_HISTORY | Touches.FORECAST | Touches.COVER,
        N_("took back %(count)s items of %(name)s"),
        N_("The import is taken back"),
        signed=True,
    ),
    "limit_set": EventKind(
        Touches.LIMIT | Touches.ORDER_HISTORY,
        N_("WIP limit changed from %(was)s to %(limit)s"),
        N_("The WIP limit is now %(limit)s"),
        signed=True,
    ),
    "view_saved": EventKind(Touches.NOTHING, done=N_("The view is saved"), signed=True),
    "view_removed": EventKind(Touches.NOTHING, done=N_("The view is removed"), signed=True),
    "settings": EventKind(Touches.FORECAST | Touches.COVER, signed=True),
    "history_from": EventKind(
        Touches.FORECAST | Touches.COVER, done=N_("Forecasts use the whole history again"), signed=True
    ),
    "membership": EventKind(Touches.COVER, signed=True),
    "declared": EventKind(Touches.COVER, done=N_("Saved what you can take. It counts for 180 days")),
    "disowned": EventKind(Touches.COVER, done=N_("That day no longer counts for you in that area")),
    "claimed": EventKind(Touches.COVER, done=N_("Your answer about the names in the file is saved")),
    "absence_entered": EventKind(Touches.COVER, done=N_("The absence is added")),
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
OF_THE_COVER = kinds(Touches.COVER)
OF_WHAT_IS_TOLD = tuple(name for name, kind in EVENT_KINDS.items() if kind.told)
OF_ONE_PERSON = tuple(name for name, kind in EVENT_KINDS.items() if kind.words is None and not kind.signed)
"""The kinds about one person alone, such as absences and declarations. Lists of events leave them out."""
