"""What can be undone, and for how long: by the same person, while no later event names the items."""

from datetime import timedelta

UNDO_WITHIN = timedelta(minutes=10)

UNDOABLE = (
    "moved",
    "pulled",
    "finished",
    "put_back",
    "swapped",
    "dropped",
    "blocked",
    "unblocked",
    "split",
    "placed",
    "urgent",
)
"""The kinds of event that can be undone."""
