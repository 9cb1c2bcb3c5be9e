"""The page that moves one item without a pointer: where it stands, and the items it may be put above or below."""

from dataclasses import dataclass

from queue_app.screens.queue.queue import WaitingRow
from queue_app.screens.queue.steady import Steady
from queue_app.screens.values import Frame, ItemLink, Reason


@dataclass(frozen=True, slots=True)
class MoveScreen:
    """`anchors` are the items found by `words`, without words the neighbours of the item; never the item itself.

    A running item moves among the running ones: then `anchors` are those, and their positions count the running items.
    """

    frame: Frame
    item: ItemLink
    anchors: tuple[WaitingRow, ...]
    waiting: int
    reason: Reason | None = None
    words: str = ""
    steady: Steady | None = None
