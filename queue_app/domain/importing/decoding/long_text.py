"""A long text that is never held as a whole: its lines are decoded as they are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LONG = 4 * 1024 * 1024
"""Bytes from which on it is worth it."""
STARTS = 200_000
"""Bytes that tell how it is written."""
MARK = b"\xef\xbb\xbf"
_BYTES = re.compile(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class LongText:
    """Bytes that are UTF-8, behind the first `skipped` lines. The ends of lines are never inside a letter."""

    raw: bytes
    skipped: int = 0

    @property
    def encoding(self) -> str:
        """Its name, which tells of a mark."""
        return "utf-8-sig" if self.raw.startswith(MARK) else "utf-8"

    @property
    def start(self) -> str:
        """Its first characters."""
        return self.raw[:STARTS].decode(self.encoding, "ignore")

    def behind_first_line(self) -> "LongText":
        """The same without its first line."""
        return replace(self, skipped=self.skipped + 1)

    def lines(self) -> Iterator[str]:
        """The lines with their ends, which are any of three. Raises UnicodeDecodeError."""
        begin = len(MARK) if self.raw.startswith(MARK) else 0
        for n, match in enumerate(_BYTES.finditer(self.raw, begin)):
            if n >= self.skipped:
                yield match.group().decode()

    def whole(self) -> str:
        """All of it, where something has to go back and forth in it."""
        return "".join(self.lines())

    def ends_a_line(self) -> bool:
        """Whether the last line has an end."""
        return self.raw.endswith((b"\n", b"\r"))


Text = str | LongText


def long_text(raw: bytes) -> LongText | None:
    """The bytes as a long text, where they are many and well-formed UTF-8 without zeros."""
    if len(raw) < LONG or b"\0" in raw:
        return None
    long = LongText(raw)
    try:
        for _ in long.lines():
            pass
    except UnicodeDecodeError:
        return None
    return long


def lines_of(text: Text) -> Iterator[str]:
    """The lines of any text, with their ends."""
    if isinstance(text, LongText):
        return text.lines()
    return (match.group() for match in _LINE.finditer(text))


def whole_of(text: Text) -> str:
    """All of any text."""
    return text.whole() if isinstance(text, LongText) else text


def ends_a_line(text: Text) -> bool:
    """Whether its last line has an end."""
    return text.ends_a_line() if isinstance(text, LongText) else text.endswith(("\n", "\r"))
