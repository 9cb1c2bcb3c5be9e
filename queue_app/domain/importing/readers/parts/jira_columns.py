"""The columns of a Jira export, by their headings. In an unknown language, by their cells.

Keys such as `SHOP-12`, ranks such as `0|i0000f:`, the three category names and dates identify a column.
"""

import re
from collections.abc import Iterator
from itertools import islice

from queue_app.domain.importing.dates.written_date import written_date
from queue_app.domain.importing.decoding.table import Table
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.headings import Fields, headings_of
from queue_app.domain.importing.words.states import category, meaning

MARKS = ("type", "category", "category_changed", "custom", "issue_id")
LOOKED_AT, MOSTLY, FEW_STATES = 500, 0.9, 40
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,20}-\d{1,9}\Z")
_LINK = re.compile(
    r"(?:.*\b)?(?:(?P<out>outward|ausgehende\w*|sortante?|saliente|de salida|saida|uscente|uscita|исходящ\w+|外向|送信)|"
    r"inward|eingehende\w*|entrante?|de entrada|entrada|ingresso|входящ\w+|内向|受信)\b(?P<kind>.*)"
)
_BLOCKS = frozenset(
    ("blocks", "blocker", "blocking", "blocked", "blockiert", "blocage", "bloque", "bloqueo", "bloquea", "bloqueio")
)
_RANK = re.compile(r"\d\|[0-9a-z]+:[0-9a-z]*\Z")


def is_ours(table: Table) -> bool:
    """Whether the headings are Jira's in a known language, or the cells are Jira's."""
    headings = headings_of("jira")
    columns = headings.columns(table.headings)
    keys, ranks = _places(table, _KEY), _places(table, _RANK)
    if headings.fits(table.headings):
        return bool(keys) or any(name in columns for name in MARKS)
    return bool(keys) and (bool(ranks) or len(columns.get("custom", ())) > 1) and len(table.headings) > 5


def jira_columns(table: Table) -> Fields:
    """The columns of each field."""
    fields = headings_of("jira").columns(table.headings) | _links(table)
    _add(fields, "reference", _places(table, _KEY)[:1])
    _add(fields, "rank", _places(table, _RANK)[:1])
    if "title" in fields and ("category" in fields or "status" in fields):
        return fields
    free = [place for place in range(len(table.headings)) if not any(place in of for of in fields.values())]
    _add(fields, "category", [place for place in free if _is_category(table, place)][-1:])
    _add(
        fields,
        "status",
        [place for place in free if _is_status(table, place) and place not in fields.get("category", ())][:1],
    )
    _add(fields, "title", [place for place in free if _is_wordy(table, place)][:1])
    _add_days(table, fields)
    return fields


def _links(table: Table) -> Fields:
    """The columns of *blocks* links.

    `Inward issue link (Blocks)` has what an issue waits for, `Outward ...` what waits for it.
    """
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(table.headings):
        parts = _LINK.match(fold(heading))
        if parts and any(word in _BLOCKS for word in parts["kind"].split()):
            places.setdefault("holds" if parts["out"] else "waits_for", []).append(place)
    return {name: tuple(of) for name, of in places.items()}


def _add(fields: Fields, name: str, places: list[int]) -> None:
    if name not in fields and places:
        fields[name] = tuple(places)


def _cells(table: Table, place: int) -> Iterator[str]:
    return (cell for row in islice(table.rows, LOOKED_AT) if (cell := row.cell(place)))


def _places(table: Table, pattern: re.Pattern[str]) -> list[int]:
    """The columns in which nearly all cells match the pattern and differ from each other."""
    found = []
    for place in range(len(table.headings)):
        cells = list(_cells(table, place))
        fitting = sum(pattern.match(cell) is not None for cell in cells)
        full = len(cells) * 2 > min(len(table.rows), LOOKED_AT)
        if cells and full and fitting >= MOSTLY * len(cells) and len(set(cells)) == len(cells):
            found.append(place)
    return found


def _is_category(table: Table, place: int) -> bool:
    words = set(_cells(table, place))
    return 1 < len(words) <= 3 and all(category(word) for word in words)


def _is_status(table: Table, place: int) -> bool:
    words = set(_cells(table, place))
    known = sum(meaning(word, "jira") is not None for word in words)
    return 1 < len(words) <= FEW_STATES and known * 3 >= len(words) * 2


def _is_wordy(table: Table, place: int) -> bool:
    cells = list(_cells(table, place))
    words = sum(len(cell.split()) > 1 or len(cell) > 12 for cell in cells)
    return (
        bool(cells)
        and len(cells) >= MOSTLY * min(len(table.rows), LOOKED_AT)
        and words * 2 > len(cells)
        and len(set(cells)) * 2 > len(cells)
    )


def _add_days(table: Table, fields: Fields) -> None:
    """Add date columns by their order in Jira: created, updated, last viewed, resolved."""
    days = [place for place in range(len(table.headings)) if _is_day(table, place)]
    rows = min(len(table.rows), LOOKED_AT)
    full = [place for place in days if sum(1 for _ in _cells(table, place)) == rows]
    gaps = [place for place in days if place not in full]
    _add(fields, "created", full[:1])
    _add(fields, "updated", full[1:2])
    behind = fields.get("category", (0,))[0]
    _add(fields, "category_changed", [place for place in days if behind and place == behind + 1])
    taken = {place for of in fields.values() for place in of}
    _add(fields, "resolved", [place for place in gaps if place not in taken][:1])


def _is_day(table: Table, place: int) -> bool:
    cells = list(islice(_cells(table, place), 50))
    return bool(cells) and all((written := written_date(cell)) is not None and written.count is None for cell in cells)
