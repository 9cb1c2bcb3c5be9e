"""The page that adds items: one with its words, or many pasted lines."""

from dataclasses import dataclass

from queue_app.screens.values import Area, Frame


@dataclass(frozen=True, slots=True)
class AddScreen:
    """`areas` are the team's active ones; `waiting` is how many items already stand in the order."""

    frame: Frame
    areas: tuple[Area, ...] = ()
    waiting: int = 0
