"""Only the finish days of a file: all that a forecast needs of a history."""

from collections.abc import Iterator
from datetime import UTC, date
from zoneinfo import ZoneInfo

from queue_app.domain.errors import N_
from queue_app.domain.importing import times
from queue_app.domain.importing.columns import Columns, guess_columns
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.rows import state_of
from queue_app.domain.importing.text import CsvRecord, table
from queue_app.domain.importing.times import NoTime
from queue_app.domain.queue.item import State

LAST_YEAR = 2999
"""A later finish is a typing error."""


def finished_days(raw: bytes) -> list[date]:
    """The days of all finished rows, ascending. A time with a zone is converted to UTC, one without stays. Rows without a
    finish and dropped rows are ignored. Raises FlawedFile with every flaw."""
    headings, records = table(raw)
    columns = guess_columns(headings)
    if "finished" not in columns:
        reason = N_("No column has the finish days. Name its heading “finished”.")
        raise FlawedFile([Flaw(1, "finished", reason)])
    flaws: list[Flaw] = []
    days = sorted(_days(records, columns, flaws))
    if flaws:
        raise FlawedFile(flaws)
    return days


def _days(records: list[CsvRecord], columns: Columns, flaws: list[Flaw]) -> Iterator[date]:
    utc = ZoneInfo("UTC")
    for record in records:
        cell = _cell(record, columns, "finished")
        if not cell or state_of(_cell(record, columns, "state"), started=False, finished=True) is State.DROPPED:
            continue
        try:
            when = times.read(cell, utc, None)
        except NoTime as error:
            flaws.append(Flaw(record.line, "finished", str(error)))
            continue
        day = when.day or when.moments[0].astimezone(UTC).date()
        if day.year > LAST_YEAR:
            flaws.append(Flaw(record.line, "finished", N_("This is too far in the future.")))
        yield day


def _cell(record: CsvRecord, columns: Columns, field: str) -> str:
    place = columns[field][0] if field in columns else len(record.cells)
    return record.cells[place].strip() if place < len(record.cells) else ""
