"""A table whose columns are mapped to fields, and the columns that no field uses."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.table import Table, TableRow
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.words.headings import Fields

SAMPLED, LONGEST_SAMPLE = 200, 60


@dataclass(frozen=True, slots=True)
class HeadedRow:
    """One row, read by field."""

    line: int
    row: TableRow
    fields: Fields

    def one(self, field_name: str) -> str:
        """The first non-empty cell of the field."""
        for place in self.fields.get(field_name, ()):
            if cell := self.row.cell(place):
                return cell
        return ""

    def all(self, field_name: str) -> list[str]:
        """All non-empty cells of the field."""
        return [cell for place in self.fields.get(field_name, ()) if (cell := self.row.cell(place))]


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table with the columns of each field. Columns that no reader uses are left out and counted."""

    table: Table
    fields: Fields
    ignored: frozenset[str] = field(default=frozenset())

    def __iter__(self) -> Iterator[HeadedRow]:
        for row in self.table.rows:
            yield HeadedRow(row.line, row, self.fields)

    def left_out(self, *taken: str) -> Counter[str]:
        """{heading: number of cells} of the columns that belong to none of these fields."""
        counts: Counter[int] = Counter()
        left = self._left(taken)
        for row in self.table.rows:
            cells = row.cells
            counts.update(place for place in left if place < len(cells) and cells[place])
        told: Counter[str] = Counter()
        for place, cells_in_it in counts.items():
            told[self._heading(place)] += cells_in_it
        return told

    def samples(self, *taken: str) -> dict[str, str]:
        """{heading: its first cell} of the same columns, if one of the first rows has a value."""
        found: dict[str, str] = {}
        left = self._left(taken)
        for row in self.table.rows[:SAMPLED]:
            for place in left:
                if cell := row.cell(place):
                    found.setdefault(self._heading(place), cell[:LONGEST_SAMPLE])
        return found

    def _left(self, taken: Sequence[str]) -> list[int]:
        kept = {place for name in taken for place in self.fields.get(name, ())}
        return [place for place in range(len(self.table.headings)) if place not in kept]

    def _heading(self, place: int) -> str:
        return self.table.headings[place] or f"#{place + 1}"

    def problems(self) -> list[Flaw]:
        """Flaws of the table itself: it breaks off, or a row has more cells than headings."""
        problems = []
        if self.table.cut_off is not None:
            problems.append(Flaw(self.table.cut_off, "file", N_("The file breaks off here. Export it again.")))
        width = len(self.table.headings)
        for row in self.table.rows:
            if len(row.cells) > width and any(map(str.strip, row.texts()[width:])):
                reason = N_("This row has {cells} cells but {headings} headings.")
                problems.append(Flaw(row.line, "file", reason, {"cells": len(row.cells), "headings": width}))
        return problems
