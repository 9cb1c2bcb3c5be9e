"""The sheets of a workbook (.xlsx) as tables, read row by row and within limits."""

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.packed import Packed, Remembered
from queue_app.domain.importing.decoding.table import Table, TableRow, table_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.looking.kinds import is_heading
from queue_app.usecases.importing.archive import opened

MOST_SHEETS, MOST_ROWS, MOST_CELLS = 30, 1_100_000, 12_000_000


def is_workbook(names: Iterable[str]) -> bool:
    """Whether the files in a ZIP are those of a workbook."""
    return "xl/workbook.xml" in names


def tables_of(raw: bytes) -> list[Table]:
    """The tables of all sheets that have rows. Raises FlawedFile."""
    _declares_nothing(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import openpyxl

            book = openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=True)
            sheets = [list(_rows(sheet)) for sheet in book.worksheets[:MOST_SHEETS]]
    except FlawedFile:
        raise
    except Exception as error:  # The library raises many exception types for broken files.
        reason = N_("This workbook is broken. Save it again, or as CSV.")
        raise FlawedFile([Flaw(1, "file", reason)]) from error
    tables = [table_of(rows, is_heading) for rows in sheets if rows]
    if not tables:
        raise FlawedFile([Flaw(1, "file", N_("The file is empty."))])
    return tables


def _declares_nothing(raw: bytes) -> None:
    """Raise FlawedFile if a part declares XML entities, which no spreadsheet program does."""
    archive = opened(raw)
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(member) as part:
                    start = part.read(2_000)
            except Exception as error:
                reason = N_("This workbook is broken. Save it again, or as CSV.")
                raise FlawedFile([Flaw(1, "file", reason)]) from error
            if b"<!DOCTYPE" in start.upper().replace(b"\0", b"") or b"<!ENTITY" in start.upper():
                raise FlawedFile([Flaw(1, "file", N_("This workbook is broken. Save it again, or as CSV."))])


def _rows(sheet: Any) -> Iterator[TableRow]:
    """The non-blank rows. A sheet can claim any size, so rows and cells are counted."""
    sheet.reset_dimensions()
    cells_in_all, held = 0, Remembered()
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells_in_all += len(values)
        if line > MOST_ROWS or cells_in_all > MOST_CELLS:
            reason = N_("This sheet has too many cells. Save only the table, as CSV.")
            raise FlawedFile([Flaw(line, "file", reason)])
        cells: list[Packed] = [held.cell(_text(value)) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield TableRow(line, cells)


def _text(value: Any) -> str:
    """A cell as text. Midnight means that the cell has only a date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        near = value + timedelta(milliseconds=500)
        near = near.replace(microsecond=0)
        return near.date().isoformat() if near.time() == time() else near.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
