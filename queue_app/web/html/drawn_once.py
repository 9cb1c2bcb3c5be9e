"""What is drawn once and shown to all viewers: a macro whose arguments are the same gives the same text.

Nothing has to say when it is out of date: a text is found by the values that it was drawn from. They hold nobody's name and
no right of a person, so viewers share it; `PageDay` has what such a text may read of the frame.

A text keeps no forecast in memory: one of a long order has megabytes. What is only equal to itself is known by a weak reference,
which equals no other one when it is gone.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from weakref import ref

from markupsafe import Markup

from queue_app.screens.values import Frame, TeamLine
from queue_app.service.http.language import language

KEPT = 64
"""Texts: a list of 100 rows has 45 KB."""


@dataclass(frozen=True, slots=True)
class PageDay:
    """The team and the moment of a page, to the minute: what all viewers share of its frame."""

    team: TeamLine
    now: datetime
    today: date


def page_day(frame: Frame) -> PageDay:
    """What all viewers share of the frame."""
    return PageDay(frame.team, frame.now.replace(second=0, microsecond=0), frame.today)


class DrawnOnce:
    """The texts that were drawn last."""

    def __init__(self) -> None:
        self._texts: OrderedDict[Hashable, Markup] = OrderedDict()
        self._changing = threading.Lock()

    def __call__(self, name: str, macro: Callable[..., Markup], *values: Hashable) -> Markup:
        """The text of `macro(*values)`; `name` is that of the macro, for a macro is made anew for each page."""
        key = (name, language(), *map(_known_by, values))
        with self._changing:
            text = self._texts.get(key)
            if text is not None:
                self._texts.move_to_end(key)
                return text
        text = macro(*values)
        with self._changing:
            self._texts[key] = text
            while len(self._texts) > KEPT:
                self._texts.popitem(last=False)
        return text


def _known_by(value: Hashable) -> Hashable:
    return ref(value) if type(value).__eq__ is object.__eq__ and value is not None else value
