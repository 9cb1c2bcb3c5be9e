"""Stores text in less memory.

One character beyond Latin-1, such as a typographic quotation mark, makes Python use two bytes for each character of a
string.
"""

from typing import Any

LONG, SHORT = 100, 40
"""The length from which packing pays off, and the length up to which a text is likely to repeat."""
MOST_REMEMBERED = 50_000

Packed = str | bytes
"""Text, or its UTF-8 bytes."""


class Unpacked(str):
    """A text that also keeps its packed form."""

    packed: bytes


def packed(text: Packed) -> Packed:
    """The smaller form of the text in memory."""
    if isinstance(text, Unpacked):
        return text.packed
    if isinstance(text, bytes) or len(text) < LONG or text.isascii():
        return text
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def text_of(text: Packed) -> str:
    """The text, unpacked."""
    if isinstance(text, str):
        return text
    whole = Unpacked(text, "utf-8", "surrogatepass")
    whole.packed = text
    return whole


class Remembered(dict[Any, Any]):
    """Stores equal values only once."""

    def once(self, value: Any) -> Any:
        """The first value that was equal to this one."""
        return self.setdefault(value, value) if len(self) < MOST_REMEMBERED else self.get(value, value)

    def cell(self, text: str) -> Packed:
        """A cell: a short text is stored once, a long one packed."""
        return self.once(text) if len(text) <= SHORT else packed(text)
