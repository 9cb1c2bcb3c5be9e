"""Text in less memory.

One sign beyond Latin-1, such as a typographic quotation mark, makes Python take two bytes for each sign of a text.
"""

from typing import Any

LONG, SHORT = 100, 40
"""Characters from which on it is worth to pack a text, and up to which it may be repeated very often."""
MOST_REMEMBERED = 50_000

Packed = str | bytes
"""Text, or the UTF-8 of it."""


class Unpacked(str):
    """A text that is held packed already."""

    packed: bytes


def packed(text: Packed) -> Packed:
    """The text as it takes less memory."""
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
    """The text itself."""
    if isinstance(text, str):
        return text
    whole = Unpacked(text, "utf-8", "surrogatepass")
    whole.packed = text
    return whole


class Remembered(dict[Any, Any]):
    """Equal values are held once."""

    def once(self, value: Any) -> Any:
        """The first value that was equal to this one."""
        return self.setdefault(value, value) if len(self) < MOST_REMEMBERED else self.get(value, value)

    def cell(self, text: str) -> Packed:
        """A cell: a short one is held once, a long one packed."""
        return self.once(text) if len(text) <= SHORT else packed(text)
