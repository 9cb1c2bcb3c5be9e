"""A file and the choices for reading it: the columns, the time zone, the order of slashed dates, and who was who."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from queue_app.domain.importing.columns import Columns, choose_columns, demand_title, guess_columns
from queue_app.domain.importing.rows import Reading, Row, check_rows
from queue_app.domain.importing.text import CsvRecord, table
from queue_app.domain.importing.times import Slashes
from queue_app.domain.team.team import Team


@dataclass(frozen=True, slots=True)
class Choices:
    """`columns`: the column index of each field (None: by the headings). `zone` None: the team's. `members`:
    {name in the file: member id}; None until a person has checked it."""

    columns: Mapping[str, int | None] | None = None
    zone: str | None = None
    slashes: Slashes | None = None
    members: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """Headings and records, unchecked."""

    headings: list[str]
    records: list[CsvRecord]

    @classmethod
    def read(cls, raw: bytes) -> "File":
        """Parse a file. Raises FlawedFile where it is not a CSV table."""
        return cls(*table(raw))

    def columns(self, choices: Choices) -> Columns:
        """The columns of each field. Raises InputError for a missing column."""
        return (
            guess_columns(self.headings) if choices.columns is None else choose_columns(self.headings, choices.columns)
        )

    def rows(self, choices: Choices, team: Team, today: date) -> list[Row]:
        """All rows. Raises InputError without titles, FlawedFile with every flaw of every row."""
        columns = self.columns(choices)
        demand_title(columns)
        zone = ZoneInfo(choices.zone) if choices.zone else team.zone
        how = Reading(columns, len(self.headings), zone, team.zone, today, choices.slashes)
        return check_rows(self.records, how)
