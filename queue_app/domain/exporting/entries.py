"""Parses an export whose long lists are decoded one entry at a time.

The whole document as JSON values would take several times its size.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from queue_app.domain.well_formed import DEEPEST, STRING_OR_BRACKET, parse_json

_QUOTE, _OPENS, _CLOSES, _LIST, _OBJECT = b'"'[0], b"[{", b"]}", b"["[0], b"{"[0]


@dataclass(frozen=True, slots=True)
class Entries:
    """The objects in a list of a JSON text, as the offsets where they begin and end. Iterating can raise Malformed."""

    raw: bytes
    begins: "array[int]" = field(default_factory=lambda: array("Q"))
    ends: "array[int]" = field(default_factory=lambda: array("Q"))

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[Any]:
        for begin, end in zip(self.begins, self.ends, strict=True):
            yield parse_json(self.raw[begin:end])


def parse_export(raw: bytes) -> Any:
    """The document in a JSON text. Lists of objects in it are Entries. Raises Malformed."""
    reading = _Outline(raw)
    if not reading.read():
        return parse_json(raw)
    document = parse_json(b"".join(reading.head))
    return document | reading.lists if isinstance(document, dict) else document


@dataclass(slots=True)
class _Outline:
    """Finds the lists of the outermost object by its brackets. `head` is the text without their entries."""

    raw: bytes
    head: list[bytes] = field(default_factory=list)
    lists: dict[str, Entries] = field(default_factory=dict)
    told: int = 0
    name: tuple[int, int] = (0, 0)
    begun: int = 0
    current: Entries | None = None

    def read(self) -> bool:
        """Read all brackets. False if they are too deep or do not match; the JSON parser then reports the error."""
        depth = 0
        for match in STRING_OR_BRACKET.finditer(self.raw):
            at = match.start()
            sign = self.raw[at]
            if sign == _QUOTE:
                if depth == 1:
                    self.name = match.span()
            elif sign in _OPENS:
                self._opens(sign, at, depth)
                depth += 1
            else:
                depth -= 1
                self._closes(at, depth)
            if not 0 <= depth <= DEEPEST:
                return False
        self.head.append(self.raw[self.told :])
        return depth == 0

    def _opens(self, sign: int, at: int, depth: int) -> None:
        if depth == 1:
            self.begun = at + 1
            self.current = Entries(self.raw) if sign == _LIST else None
        elif depth == 2 and self.current is not None:
            if sign == _OBJECT and self._between(at) == (b"," if self.current.ends else b""):
                self.current.begins.append(at)
            else:
                self.current = None

    def _closes(self, at: int, depth: int) -> None:
        if self.current is None:
            return
        if depth == 2:
            self.current.ends.append(at + 1)
        elif depth == 1:
            if len(self.current) and self._between(at) == b"":
                self.head.append(self.raw[self.told : self.begun])
                self.told = at
                self.lists[parse_json(self.raw[slice(*self.name)])] = self.current
            self.current = None

    def _between(self, at: int) -> bytes:
        """The text between the last entry, or the beginning of the list, and this offset."""
        ends = self.current.ends if self.current is not None else ()
        return self.raw[ends[-1] if ends else self.begun : at].strip(b" \t\r\n")
