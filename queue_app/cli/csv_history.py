"""The finished items of a CSV file, for commands that test a rule on a history. They need no team and no database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

import click

from queue_app.cli.whole_file import read_whole
from queue_app.domain import inputs
from queue_app.domain.errors import InputError
from queue_app.domain.importing.file import Choices, File
from queue_app.domain.importing.finished import finished_days as days_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.rows import Row
from queue_app.domain.importing.text import CsvRecord
from queue_app.domain.queue.item import State
from queue_app.domain.team.team import Team

_NOBODY = Team(0, "", "UTC")
_HASH = 8


class BadFile(click.ClickException):
    """One sentence, and exit code 2."""

    exit_code = 2


def finished(file: str, needed: Sequence[str], now: datetime) -> list[Row]:
    """The finished rows of the file (- is standard input); times without a zone are UTC. Raises BadFile.

    `needed` are the columns (of `importing/columns.FIELDS`) required beside the title.
    """
    raw = read_whole(file, BadFile)
    try:
        table = File.read(raw)
        columns = table.columns(Choices())
        table = replace(table, records=[_with_short_areas(record, columns.get("area", ())) for record in table.records])
        for name in needed:
            if name not in columns:
                raise BadFile(f"The file has no column “{name}”. It needs {', '.join(needed)} and title.")
        rows = table.rows(Choices(), _NOBODY, _NOBODY.day(now))
    except FlawedFile as flawed:
        raise BadFile(_flaw_lines(flawed.flaws)) from None
    except InputError as wrong:
        raise BadFile(str(wrong)) from None
    return [row for row in rows if row.state is State.FINISHED]


def short_name(name: str) -> str:
    """A name of any length within the limit of an area: a longer one is cut, and a hash of all of it follows."""
    whole = " ".join(name.split())
    if len(whole) <= inputs.AREA:
        return whole
    return f"{whole[: inputs.AREA - _HASH - 1]}-{sha256(whole.casefold().encode()).hexdigest()[:_HASH]}"


def _with_short_areas(record: CsvRecord, places: Sequence[int]) -> CsvRecord:
    cells = list(record.cells)
    for place in places:
        if place < len(cells):
            cells[place] = ";".join(map(short_name, cells[place].split(";")))
    return replace(record, cells=cells)


def finished_days(file: str) -> list[date]:
    """The days of the finishes in the file (- is standard input), ascending.

    No other column is required. Raises BadFile.
    """
    raw = read_whole(file, BadFile)
    try:
        return days_of(raw)
    except FlawedFile as flawed:
        raise BadFile(_flaw_lines(flawed.flaws)) from None


def _flaw_lines(flaws: Sequence[Flaw]) -> str:
    first, more = flaws[0], len(flaws) - 1
    reason = str(first.reason)
    sentence = f"Line {first.line}, {first.field}: {reason[:1].lower()}{reason[1:]}"
    return (
        f"{sentence} There {'is 1 more problem' if more == 1 else f'are {more:,} more problems'}." if more else sentence
    )
