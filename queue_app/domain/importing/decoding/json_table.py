"""JSON of no known tool as a table: its longest list of records, with one column per name."""

from collections.abc import Iterator
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.json_values import clean, list_at, text_at
from queue_app.domain.importing.decoding.records import MOST_COLUMNS, too_wide
from queue_app.domain.importing.decoding.table import MOST_ROWS, Known, Table, TableRow, table_of, too_many_rows
from queue_app.domain.importing.flaws import Flaw, FlawedFile

NAMES = ("name", "title", "displayName", "login", "username", "value", "email", "id")
DEEPEST = 4


def json_table(value: Any, known: Known) -> Table:
    """The table. Raises FlawedFile if there is no list of records."""
    lists = [one for one in _lists(value, 0) if one]
    if not lists:
        raise FlawedFile([Flaw(1, "file", N_("This JSON has no list of items."))])
    records = max(lists, key=len)
    if len(records) > MOST_ROWS:
        raise too_many_rows(MOST_ROWS)
    if isinstance(records[0], list):
        return table_of(
            (TableRow(nth, list(map(_cell, row))) for nth, row in enumerate(records, 1) if isinstance(row, list)), known
        )
    names = list(dict.fromkeys(clean(str(name)) for record in records if isinstance(record, dict) for name in record))
    if len(names) > MOST_COLUMNS:
        raise FlawedFile([too_wide(1)])
    rows = [
        TableRow(nth, [_cell(record.get(name)) for name in names])
        for nth, record in enumerate(records, 1)
        if isinstance(record, dict)
    ]
    return Table(names, rows)


def _lists(value: Any, depth: int) -> Iterator[list[Any]]:
    """Lists of records or of rows."""
    if isinstance(value, list) and value and isinstance(value[0], dict | list):
        yield value
    if depth < DEEPEST and isinstance(value, dict):
        for inner in value.values():
            yield from _lists(inner, depth + 1)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inner = next((name for name in NAMES if text_at(value, name)), None)
        return text_at(value, inner) if inner else ""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_cell, list_at(value)[:50])))
    return text_at(value)
