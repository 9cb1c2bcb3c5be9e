"""A table in a text: its headings, which need not be on the first line, and the rows below."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from queue_app.domain.errors import N_
from queue_app.domain.importing.dates.written_date import written_date
from queue_app.domain.importing.decoding.dialect import separator
from queue_app.domain.importing.decoding.long_text import LongText, Text
from queue_app.domain.importing.decoding.packed import Packed, Remembered, text_of
from queue_app.domain.importing.decoding.records import MOST_COLUMNS, BrokenOff, records_of, too_wide
from queue_app.domain.importing.flaws import Flaw, FlawedFile

MOST_ROWS, HEADING_WITHIN, ENOUGH = 200_000, 25, 500

_RULER = re.compile(r"\s*:?-{2,}:?\s*\Z")

Known = Callable[[str], bool]
"""Whether a known tool writes this heading."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line on which it begins, and its cells. Empty cells at the end can be missing."""

    line: int
    cells: Sequence[Packed]

    def cell(self, place: int) -> str:
        """The stripped text of a cell."""
        if place >= len(self.cells):
            return ""
        text = text_of(self.cells[place])
        return text.strip() if text[:1].isspace() or text[-1:].isspace() else text

    def texts(self) -> list[str]:
        """All cells as written."""
        return list(map(text_of, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and non-blank rows. `cut_off`: the line of an incomplete last row, which is not among the rows."""

    headings: list[str]
    rows: list[TableRow]
    cut_off: int | None = None


def read_table(text: str, known: Known) -> Table:
    """The table in a delimited text. Raises FlawedFile if there is none."""
    sign, begin = separator(text)
    return _table(text[begin:] if begin else text, sign, known)


def read_long_table(text: LongText, known: Known) -> Table:
    """The table in a long text. Raises FlawedFile if there is none."""
    sign, begin = separator(text.start)
    return _table(text.behind_first_line() if begin else text, sign, known)


def _table(body: Text, sign: str, known: Known) -> Table:
    broken = BrokenOff()
    held = Remembered()
    rows = (
        TableRow(line, list(map(held.cell, cells)))
        for line, cells in records_of(body, sign, broken)
        if any(map(str.strip, cells))
    )
    table = table_of(rows, known)
    cut_off = broken.line
    kept = [row for row in table.rows if row.line != cut_off] if cut_off else table.rows
    return replace(table, rows=kept, cut_off=cut_off)


def table_of(rows: Iterable[TableRow], known: Known) -> Table:
    """The table in rows of cells, from a text or a sheet."""
    left: Iterator[TableRow] = iter(rows)
    start = list(islice(left, HEADING_WITHIN))
    if not start:
        raise FlawedFile([Flaw(1, "file", N_("The file is empty."))])
    if (wide := next((row for row in start if len(row.cells) > MOST_COLUMNS), None)) is not None:
        raise FlawedFile([too_wide(wide.line)])
    at = _heading(start, known)
    below: Iterator[TableRow] = chain(start[at + 1 if at is not None else 0 :], left)
    if at is not None:
        titled = at > 0 and _filled(start[at - 1]) == 1
        below = _without_headings(below, start[at].texts(), titled=titled)
    body = list(islice(below, MOST_ROWS + 1))
    if len(body) > MOST_ROWS:
        raise too_many_rows(body[MOST_ROWS].line)
    cells = start[at].texts() if at is not None else [f"#{place + 1}" for place in range(_width(start))]
    return Table([" ".join(cell.split()) for cell in cells], body)


def _without_headings(rows: Iterator[TableRow], headings: Sequence[str], *, titled: bool) -> Iterator[TableRow]:
    """The rows without a ruler line below the headings and without repeated headings.

    Headings repeat if files were joined, or for each group of a board. `titled`: each group has a title line above its
    headings, as the first one does.
    """
    first = next(filter(None, headings), "")
    before: TableRow | None = None
    for nth, row in enumerate(rows):
        if nth == 0 and all(map(_RULER.match, filter(str.strip, row.texts()))):
            continue
        if first in row.cells and row.texts()[: len(headings)] == headings and len(headings) > 1:
            if before is not None and not (titled and _filled(before) == 1):
                yield before
            before = None
            continue
        if before is not None:
            yield before
        before = row
    if before is not None:
        yield before


def _filled(row: TableRow) -> int:
    return sum(map(bool, row.cells))


def too_many_rows(line: int) -> FlawedFile:
    """The error for a file with more than MOST_ROWS rows or records."""
    reason = N_("The file has more than {most} rows. Split the file.")
    return FlawedFile([Flaw(line, "file", reason, {"most": MOST_ROWS})])


def _heading(rows: Sequence[TableRow], known: Known) -> int | None:
    """The index of the row with the headings.

    It is the row with the most headings of known tools, else the first row that has at least half as many cells as the
    fullest. None if that row has dates or numbers, or if there is only one column: such a table has no headings.
    """
    counts = [sum(map(known, dict.fromkeys(filter(None, row.texts()[:ENOUGH])))) for row in rows]
    best = max(range(len(rows)), key=lambda at: (counts[at], -at))
    if counts[best] >= 2 or (counts[best] == 1 and best == 0 and not any(map(_is_value, rows[0].texts()))):
        return best
    filled = list(map(_filled, rows))
    first = next(at for at, cells in enumerate(filled) if cells * 2 >= max(filled))
    return None if _width(rows) == 1 or any(map(_is_value, rows[first].texts())) else first


def _width(rows: Sequence[TableRow]) -> int:
    return max(len(row.cells) for row in rows)


def _is_value(cell: str) -> bool:
    """Whether a cell is a number or a date, which a heading never is."""
    return written_date(cell) is not None or cell.strip().isdecimal()
