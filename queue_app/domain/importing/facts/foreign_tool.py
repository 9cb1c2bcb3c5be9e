"""A tool as the importer sees it: its kind, how to read its tables, how to recognise and read its JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from queue_app.domain.importing.decoding.table import Table
from queue_app.domain.importing.facts.headed_table import HeadedTable
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile
from queue_app.domain.importing.words.headings import Fields, headings_of

FromTable = Callable[[HeadedTable, ImportAnswers], SourceFile]
FromJson = Callable[[Any, ImportAnswers], SourceFile]


@dataclass(frozen=True, slots=True)
class ForeignTool:
    """`from_table` reads a CSV export, `from_json` an answer of the tool's API, which `is_json` recognises.

    `table_fields` finds the columns if the headings are not enough.
    """

    kind: str
    from_table: FromTable | None = None
    from_json: FromJson | None = None
    is_json: Callable[[Any], bool] | None = None
    is_table: Callable[[Table], bool] | None = None
    table_fields: Callable[[Table], Fields] | None = None

    def headed(self, table: Table) -> HeadedTable:
        """The table with the fields of this tool."""
        find = self.table_fields or (lambda of: headings_of(self.kind).columns(of.headings))
        return HeadedTable(table, find(table))

    def fits(self, table: Table) -> bool:
        """Whether this tool can have written the table."""
        if self.from_table is None:
            return False
        return self.is_table(table) if self.is_table else headings_of(self.kind).fits(table.headings)


def of_rows(headed: HeadedTable, *taken: str) -> SourceFile:
    """An empty result for a table. `taken`: the fields that the reader uses."""
    return SourceFile(
        rows=len(headed.table.rows) + (headed.table.cut_off is not None),
        left_out=headed.left_out(*taken),
        problems=headed.problems(),
        samples=headed.samples(*taken),
        headings=headed.table.headings,
    )
