"""The page of the coin: any two items that wait are chosen, and chance orders them."""

from dataclasses import dataclass

from queue_app.screens.queue.queue import WaitingRow
from queue_app.screens.values import Frame, ItemLink


@dataclass(frozen=True, slots=True)
class CoinScreen:
    """`chosen` are none to two waiting items, as they were chosen; `found` are the others that `words` find, without words the
    first ones. `waiting` is how many there are in all."""

    frame: Frame
    chosen: tuple[ItemLink, ...]
    found: tuple[WaitingRow, ...]
    waiting: int
    words: str = ""
