"""The preview of an import: the first rows, the result, and the flaws."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from queue_app.domain.errors import InputError
from queue_app.domain.importing.columns import FIELDS, Columns
from queue_app.domain.importing.file import Choices, File
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.rows import Row
from queue_app.domain.team.team import Team

SHOWN_ROWS, SHOWN_FLAWS, SHOWN_CHARACTERS = 8, 50, 80


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the first rows as written in the file, shortened, by field."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Preview:
    """`flaws` are the first of `flaws_in_all`; with any, `rows` is empty. `wrong`: the errors of the choices, by field."""

    headings: list[str]
    columns: Columns
    samples: list[Sample]
    records: int
    rows: list[Row] = field(default_factory=list)
    flaws: tuple[Flaw, ...] = ()
    flaws_in_all: int = 0
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The fields that the file has, in their usual order."""
        return [name for name in FIELDS if name in self.columns]

    @property
    def importable(self) -> bool:
        """Whether the file can be imported as it is."""
        return not self.flaws and not self.wrong


def preview(file: File, choices: Choices, team: Team, today: date) -> Preview:
    """Try the import without writing. Raises InputError for a missing column."""
    columns = file.columns(choices)
    samples = [Sample(record.line, _cells(record.cells, columns)) for record in file.records[:SHOWN_ROWS]]
    result = Preview(file.headings, columns, samples, len(file.records))
    try:
        return replace(result, rows=file.rows(choices, team, today))
    except FlawedFile as flawed:
        return replace(result, flaws=flawed.flaws[:SHOWN_FLAWS], flaws_in_all=len(flawed.flaws))
    except InputError as wrong:
        return replace(result, wrong={wrong.field: str(wrong)})


def _cells(cells: list[str], columns: Columns) -> dict[str, str]:
    return {
        name: "; ".join(cells[place] for place in places if place < len(cells))[:SHOWN_CHARACTERS]
        for name, places in columns.items()
    }
