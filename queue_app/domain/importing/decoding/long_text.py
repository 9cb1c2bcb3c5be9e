"""A long text that is never in memory as a whole: its lines are decoded as they are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LONG = 4 * 1024 * 1024
"""The size in bytes above which a file is read this way."""
STARTS = 200_000
"""Bytes that are enough to detect the format."""
MARK = b"\xef\xbb\xbf"
_BYTES = re.compile(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class LongText:
    """UTF-8 bytes after the first `skipped` lines. In UTF-8, the bytes of a line end are never part of another character."""

    raw: bytes
    skipped: int = 0

    @property
    def encoding(self) -> str:
        """The name of the encoding, which says whether there is a byte order mark."""
        return "utf-8-sig" if self.raw.startswith(MARK) else "utf-8"

    @property
    def start(self) -> str:
        """The first characters."""
        return self.raw[:STARTS].decode(self.encoding, "ignore")

    def behind_first_line(self) -> "LongText":
        """The same text without its first line."""
        return replace(self, skipped=self.skipped + 1)

    def lines(self) -> Iterator[str]:
        """The lines with their line ends (any of the three kinds). Raises UnicodeDecodeError."""
        begin = len(MARK) if self.raw.startswith(MARK) else 0
        for n, match in enumerate(_BYTES.finditer(self.raw, begin)):
            if n >= self.skipped:
                yield match.group().decode()

    def whole(self) -> str:
        """The complete text, for readers that move back and forth in it."""
        return "".join(self.lines())

    def ends_a_line(self) -> bool:
        """Whether the last line has a line end."""
        return self.raw.endswith((b"\n", b"\r"))


Text = str | LongText


def long_text(raw: bytes) -> LongText | None:
    """The bytes as a long text. None if they are short, have zero bytes or are not valid UTF-8."""
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
    """The lines of either kind of text, with their line ends."""
    if isinstance(text, LongText):
        return text.lines()
    return (match.group() for match in _LINE.finditer(text))


def whole_of(text: Text) -> str:
    """The complete text of either kind."""
    return text.whole() if isinstance(text, LongText) else text


def ends_a_line(text: Text) -> bool:
    """Whether the last line of either kind has a line end."""
    return text.ends_a_line() if isinstance(text, LongText) else text.endswith(("\n", "\r"))
