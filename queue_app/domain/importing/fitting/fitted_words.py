"""Words of another tool in the limits of an item. They are cut, not refused, and every cut is counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from queue_app.domain import inputs

MARK = "…"
"""Ends what was cut."""


@dataclass(slots=True)
class FittedWords:
    """Cuts words, and counts what was `changed`: {what: how often}."""

    changed: Counter[str] = field(default_factory=Counter)

    def line(self, raw: str, most: int, cut: str) -> str:
        """One line of at most `most` characters; `cut` is what to count a longer one as."""
        return self._cut(" ".join(inputs.readable(raw).split()), most, cut)

    def text(self, raw: str, most: int, cut: str) -> str:
        """Text of several lines."""
        return self._cut(inputs.readable(raw), most, cut)

    def names(self, raw: Iterable[str], each: int, most: int, what: str) -> tuple[str, ...]:
        """The first `most` names, each once in any case."""
        found: dict[str, str] = {}
        for name in raw:
            clean = self.line(name, each, f"{what} cut")
            if inputs.seen(clean):
                found.setdefault(clean.casefold(), clean)
        names = tuple(found.values())
        if len(names) > most:
            self.changed[f"{what} beyond {most} left out"] += len(names) - most
        return names[:most]

    def _cut(self, clean: str, most: int, cut: str) -> str:
        if len(clean) <= most:
            return clean
        self.changed[cut] += 1
        return clean[: most - len(MARK)].rstrip() + MARK
