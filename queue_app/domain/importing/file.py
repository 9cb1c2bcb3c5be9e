"""A file as it is read with what a person chose: the columns, whose times these are, how slashes are meant, who was who."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from queue_app.domain.importing.columns import Columns, chosen, demand_title, guessed
from queue_app.domain.importing.rows import Reading, Row, checked
from queue_app.domain.importing.text import CsvRecord, table
from queue_app.domain.importing.times import Slashes
from queue_app.domain.team.team import Team


@dataclass(frozen=True, slots=True)
class Choices:
    """`columns`: the place of the column of each field (None: as the headings say). `zone` None: the team's. `members`:
    {name in the file: the member (id) who that was}; None as long as nobody has looked at it."""

    columns: Mapping[str, int | None] | None = None
    zone: str | None = None
    slashes: Slashes | None = None
    members: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class File:
    """Headings and records, not checked yet."""

    headings: list[str]
    records: list[CsvRecord]

    @classmethod
    def read(cls, raw: bytes) -> "File":
        """Raises FlawedFile for what is no table of text."""
        return cls(*table(raw))

    def columns(self, choices: Choices) -> Columns:
        """Where each field stands. Raises InputError for a column that is not there."""
        return guessed(self.headings) if choices.columns is None else chosen(self.headings, choices.columns)

    def rows(self, choices: Choices, team: Team, today: date) -> list[Row]:
        """All rows. Raises InputError without titles, FlawedFile with every flaw of every row."""
        columns = self.columns(choices)
        demand_title(columns)
        zone = ZoneInfo(choices.zone) if choices.zone else team.zone
        how = Reading(columns, len(self.headings), zone, team.zone, today, choices.slashes)
        return checked(self.records, how)
