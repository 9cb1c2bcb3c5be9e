"""A CSV file as records: UTF-8 text, cells separated by commas, semicolons or tabs, quoted as spreadsheets do."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from queue_app.domain.errors import N_
from queue_app.domain.importing.flaws import Flaw, FlawedFile

MOST_ROWS = 100_000
"""The most rows of one import: it holds the team's lock for all of them at once."""

MOST_COLUMNS, MOST_SIGNS = 10_000, 100_000
"""The most columns, and the most delimiters in one row, also quoted: a row of only delimiters would be millions of cells."""

_DELIMITERS = ",;\t"
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"?')


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """One row of cells and the line on which it begins."""

    line: int
    cells: list[str]


def table(raw: bytes) -> tuple[list[str], list[CsvRecord]]:
    """The headings, and the records that are not blank. Raises FlawedFile where it is not a CSV table."""
    rows = _rows(_decoded(raw))
    heading = next(rows, None)
    if heading is None:
        raise FlawedFile([Flaw(1, "file", N_("The file is empty."))])
    if len(heading.cells) > MOST_COLUMNS:
        raise FlawedFile([_too_wide(heading.line)])
    records: list[CsvRecord] = []
    for record in rows:
        if len(records) == MOST_ROWS:
            reason = N_("The file has more than {most} rows. Split the file.")
            raise FlawedFile([Flaw(record.line, "file", reason, {"most": MOST_ROWS})])
        records.append(record)
    return [cell.strip() for cell in heading.cells], records


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FlawedFile([Flaw(1, "file", N_("The file is UTF-16. Save it as “CSV UTF-8” first."))])
    if (zero := raw.find(b"\0")) >= 0:
        raise FlawedFile(
            [Flaw(_line(raw, zero), "file", N_("This file is not text. Save the table as “CSV UTF-8” first."))]
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = N_("This is not UTF-8. Save the table as “CSV UTF-8” first.")
        raise FlawedFile([Flaw(_line(raw, error.start), "file", reason)]) from error


def _line(raw: bytes, place: int) -> int:
    return raw.count(b"\n", 0, place) + 1


def _rows(text: str) -> Iterator[CsvRecord]:
    """The records that are not blank."""
    sign, line = delimiter(text), 1
    signs = _Signs(sign)
    reader = csv.reader(map(signs.counted, _lines(text)), delimiter=sign, strict=True)
    try:
        for cells in reader:
            signs.count = 0
            if any(cell.strip() for cell in cells):
                yield CsvRecord(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FlawedFile([Flaw(line, "file", _explained(str(error)))]) from error
    except _TooWide:
        raise FlawedFile([_too_wide(line)]) from None


class _TooWide(Exception):
    """One row has too many delimiters."""


@dataclass(slots=True)
class _Signs:
    """Counts the delimiters in the lines of one row, before the CSV reader splits it."""

    sign: str
    count: int = 0

    def counted(self, line: str) -> str:
        """Return the line unchanged. Raises _TooWide."""
        self.count += line.count(self.sign)
        if self.count > MOST_SIGNS:
            raise _TooWide
        return line


def _too_wide(line: int) -> Flaw:
    return Flaw(line, "file", N_("This row has more than {most} cells. Remove some columns."), {"most": MOST_COLUMNS})


def _lines(text: str) -> Iterator[str]:
    return (match.group() for match in _LINE.finditer(text))


def _explained(error: str) -> str:
    if "field limit" in error:
        return N_("A cell is longer than 131,072 characters. Check for a missing quotation mark.")
    return N_("The quotation marks do not match. Double each one inside a quoted cell.")


def delimiter(text: str) -> str:
    """The delimiter: the most frequent of comma, semicolon and tab in the first line that is not blank."""
    heading = next(_lines(text.lstrip("\r\n ")), "")
    return max(_DELIMITERS, key=_QUOTED.sub("", heading).count)
