"""The rows of a delimited text, with the quoting of spreadsheets. An unclosed quotation mark is a literal character.

The standard library reads well-formed text. From the first row that it refuses, the slower code here takes over. It
scans each character only a few times.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.long_text import Text, ends_a_line, lines_of, whole_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile

MOST_COLUMNS, MOST_CELLS = 10_000, 40_000_000
Cells = list[str]

_ENDS = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class BrokenOff:
    """The line of an incomplete last row.

    Such a row ends inside a quoted cell, or is narrower than all rows above and has no line end.
    """

    line: int | None = None
    widths: set[int] = field(default_factory=set)
    last: tuple[int, int] = (0, 0)

    def passed(self, line: int, width: int) -> None:
        """Record a row and its width."""
        if self.last[1] and len(self.widths) < 2:
            self.widths.add(self.last[1])
        self.last = (line, width)

    def ended(self, text: Text) -> None:
        """Check whether the last row is complete."""
        narrow = len(self.widths) == 1 and self.last[1] < min(self.widths)
        if self.line is None and narrow and not ends_a_line(text):
            self.line = self.last[0]


def records_of(text: Text, separator: str, broken: BrokenOff | None = None) -> Iterator[tuple[int, Cells]]:
    """The line on which each row begins, and its cells without empty ones at the end. Raises FlawedFile beyond the limits."""
    told = BrokenOff() if broken is None else broken
    cells_in_all = 0
    for line, cells in _rows(text, separator, told):
        if any(cells):
            told.passed(line, len(cells))
        while cells and not cells[-1]:
            cells.pop()
        cells_in_all += len(cells)
        if len(cells) > MOST_COLUMNS or cells_in_all > MOST_CELLS:
            raise FlawedFile([too_wide(line)])
        yield line, cells
    told.ended(text)


def _rows(text: Text, separator: str, told: BrokenOff) -> Iterator[tuple[int, Cells]]:
    """Rows from the standard library; from the first row that it refuses, rows from the slower code."""
    place = _Place()
    reader = csv.reader(map(place.passed, _lines(text, separator)), delimiter=separator, strict=True)
    while True:
        begin, line = place.at, place.line
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield from _tolerant(whole_of(text), begin, line, separator, told)
            return
        yield line, cells


@dataclass(slots=True)
class _Place:
    """How far the reader is."""

    at: int = 0
    line: int = 1

    def passed(self, text: str) -> str:
        self.at += len(text)
        self.line += 1
        return text


def _lines(text: Text, separator: str) -> Iterator[str]:
    """The lines. Raises FlawedFile for a line with far too many separators."""
    for n, line in enumerate(lines_of(text), 1):
        if len(line) > MOST_COLUMNS and line.count(separator) > MOST_COLUMNS * 10:
            raise FlawedFile([too_wide(n)])
        yield line


def _tolerant(text: str, begin: int, line: int, separator: str, told: BrokenOff) -> Iterator[tuple[int, Cells]]:
    """Rows in which a quotation mark can be a literal character."""
    cutting = _Cutting(text, separator, told)
    place = begin
    while place < len(text):
        cells, end, lines = cutting.row(place, line)
        yield line, cells
        place, line = end, line + lines


@dataclass(slots=True)
class _Cutting:
    """Splits rows into cells.

    Only the next quotation mark after an opening one counts: it closes the cell, or the opening one was a literal
    character.
    """

    text: str
    separator: str
    told: BrokenOff
    mark: re.Pattern[str] = field(init=False)
    plain: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        sign = re.escape(self.separator)
        self.mark = re.compile(rf'"(?P<closes>[ ]*(?=[{sign}\r\n]|\Z))|""|"')
        self.plain = re.compile(rf"[^{sign}\r\n]*")

    def row(self, place: int, line: int) -> tuple[Cells, int, int]:
        """The cells of the row at this offset, where the row ends, and its number of lines."""
        cells: Cells = []
        begin = place
        while True:
            cell, place = self._cell(place, line)
            cells.append(cell)
            if len(cells) > MOST_COLUMNS * 10:
                raise FlawedFile([too_wide(line)])
            if place < len(self.text) and self.text[place] == self.separator:
                place += 1
                continue
            end = place + 2 if self.text.startswith("\r\n", place) else min(place + 1, len(self.text))
            return cells, end, len(_ENDS.findall(self.text, begin, end))

    def _cell(self, place: int, line: int) -> tuple[str, int]:
        if self.text.startswith('"', place):
            end, after = self._closed(place + 1, line)
            if end is not None:
                return self.text[place + 1 : end].replace('""', '"'), after
        match = self.plain.match(self.text, place)
        return (match.group(), match.end()) if match else ("", place)

    def _closed(self, place: int, line: int) -> tuple[int | None, int]:
        """Where the quoted cell ends, and where the next cell begins. None: the mark is a literal character."""
        for match in self.mark.finditer(self.text, place):
            if match["closes"] is not None:
                return match.start(), match.end()
            if match.group() == '"':
                break
        else:
            if self._breaks_off(place):
                self.told.line = line
                return len(self.text), len(self.text)
        return None, place

    def _breaks_off(self, place: int) -> bool:
        """Whether the file ends inside a quoted cell. If every line below looks like a row, the mark is a stray one."""
        below = self.text[place : place + 100_000].splitlines()[1:]
        return not below or min(line.count(self.separator) for line in below) < 2


def too_wide(line: int) -> Flaw:
    """The flaw of a row with too many cells."""
    return Flaw(line, "file", N_("This row has more than {most} cells. Remove some columns."), {"most": MOST_COLUMNS})
