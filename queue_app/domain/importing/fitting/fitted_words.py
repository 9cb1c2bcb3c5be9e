"""Fits words of another tool into the limits of an item. They are cut, not refused, and every cut is counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from queue_app.domain import inputs
from queue_app.domain.errors import N_
from queue_app.domain.importing.fitting.fixes import EMPTY, LEAVE_OUT, MetFlaws, told

MARK = "…"
"""Marks the end of a cut text."""


@dataclass(slots=True)
class FittedWords:
    """Cuts the words of one row at a time and counts each cut. `leaves`: the kind of flaw for which the row is left out."""

    flaws: MetFlaws
    row: int = 0
    leaves: str = ""

    def line(self, raw: str, most: int, kind: str, column: str) -> str:
        """One line of at most `most` characters; `kind` is the kind of flaw if it is longer."""
        return self._cut(" ".join(inputs.readable(raw).split()), most, kind, column)

    def text(self, raw: str, most: int, kind: str, column: str) -> str:
        """Text of several lines, cut in the same way."""
        return self._cut(inputs.readable(raw), most, kind, column)

    def names(self, raw: Iterable[str], each: int, most: int, kinds: tuple[str, str], column: str) -> tuple[str, ...]:
        """The first `most` names, without duplicates in any case. `kinds`: the flaws of a long name, and of too many names."""
        found: dict[str, str] = {}
        for name in raw:
            clean = self.line(name, each, kinds[0], column)
            if inputs.seen(clean):
                found.setdefault(clean.casefold(), clean)
        names = tuple(found.values())
        if len(names) <= most:
            return names
        fix = self.met(kinds[1], column, "{names}", names=", ".join(names)[:120])
        return () if fix == EMPTY else names[:most]

    def met(self, kind: str, column: str, words: str, **facts: object) -> str:
        """Count a flaw of the row. Returns the fix."""
        fix = self.flaws.meet(told(kind, self.row, column, words, **facts))
        if fix == LEAVE_OUT:
            self.leaves = self.leaves or kind
        return fix

    def _cut(self, clean: str, most: int, kind: str, column: str) -> str:
        if len(clean) <= most:
            return clean
        words = N_("{length} characters. The limit is {most}.")
        fix = self.met(kind, column, words, length=len(clean), most=most)
        return "" if fix == EMPTY else clean[: most - len(MARK)].rstrip() + MARK
