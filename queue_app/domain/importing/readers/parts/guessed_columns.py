"""Guesses the columns of a table of no known tool: by headings, then by cells. The guesses are reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.dates.written_date import written_date
from queue_app.domain.importing.decoding.table import Table
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.headings import Fields, headings_of
from queue_app.domain.importing.words.nobody import is_nobody
from queue_app.domain.importing.words.states import meaning

FIELDS = (
    "title",
    "reference",
    "state",
    "created",
    "started",
    "finished",
    "people",
    "area",
    "words",
    "rank",
    "blocked",
    "resolution",
    "updated",
    "planned_finish",
    "done",
    "waits_for",
)
ASKED = ("title", "reference", "state", "created", "started", "finished", "people", "area", "words")
DATES = ("created", "started", "finished")
SEVERAL = ("people", "area")
LOOKED_AT, FEW_STATES, MOSTLY = 2_000, 25, 0.8


@dataclass(frozen=True, slots=True)
class PlainColumns:
    """The columns of each field, and the fields whose column was guessed without a heading."""

    fields: Fields
    guessed: tuple[str, ...] = ()


def plain_columns(table: Table) -> PlainColumns:
    """The columns of a table."""
    fields = headings_of("plain").columns(table.headings)
    fields = {name: of if name in SEVERAL else _best(name, of, table) for name, of in fields.items()}
    _move_flags(table, fields)
    guessed = [name for name in ("title", "state") if name not in fields and _add(name, table, fields)]
    guessed += _add_days(table, fields)
    return PlainColumns(fields, tuple(name for name in guessed if name != "state" or "title" in guessed))


def chosen_columns(table: Table, fields: Fields, chosen: Mapping[str, str]) -> Fields:
    """The columns, with those that a person chose by heading. Raises InputError for a missing heading."""
    places = {fold(heading): place for place, heading in reversed(list(enumerate(table.headings)))}
    result = dict(fields)
    for name, heading in chosen.items():
        if name not in FIELDS:
            continue
        if heading and fold(heading) not in places:
            raise InputError("columns", N_("The file has no column “{heading}”."), heading=heading)
        result[name] = (places[fold(heading)],) if heading else ()
    return result


def _cells(table: Table, place: int) -> list[str]:
    return [cell for row in islice(table.rows, LOOKED_AT) if (cell := row.cell(place))]


def _best(name: str, places: tuple[int, ...], table: Table) -> tuple[int, ...]:
    """The best of several columns for a field: not empty, and its heading comes first in the list of headings."""
    order = [word for word, field in headings_of("plain").fields.items() if field == name]
    ranks = {word: rank for rank, word in enumerate(order)}
    by_heading = sorted(places, key=lambda place: ranks.get(fold(table.headings[place]), len(ranks)))
    return (next((place for place in by_heading if _cells(table, place)), by_heading[0]),)


def _move_flags(table: Table, fields: Fields) -> None:
    """Treat a *Done* or *Started* column without dates as a flag instead of a date."""
    for name in DATES:
        cells = [cell for cell in _cells(table, fields[name][0]) if not is_nobody(cell)] if fields.get(name) else []
        if cells and sum(_is_date(cell) for cell in cells) * 2 < len(cells):
            place = fields.pop(name)
            if name == "finished" and len({fold(cell) for cell in cells}) <= 3:
                fields["done"] = place


def _is_date(cell: str) -> bool:
    written = written_date(cell)
    return written is not None and (written.count is None or 20_000 <= written.count <= 80_000 or written.count > 3e8)


def _add(name: str, table: Table, fields: Fields) -> bool:
    """Add the column that looks most like titles, or like states."""
    taken = {place for of in fields.values() for place in of}
    free = [place for place in range(len(table.headings)) if place not in taken]
    rows = min(len(table.rows), LOOKED_AT) or 1
    cells = {place: _cells(table, place) for place in free}
    like = _title_like if name == "title" else _state_like
    scores = {place: like(of) * (len(of) / rows) ** 2 for place, of in cells.items()}
    best = max(scores, key=lambda place: scores[place], default=None)
    if best is None or scores[best] <= 0:
        return False
    fields[name] = (best,)
    return True


def _title_like(cells: list[str]) -> float:
    """How much the cells look like titles: varied text of some length, no dates."""
    if not cells or sum(_is_date(cell) for cell in cells) * 2 > len(cells):
        return 0.0
    wordy = sum(any(map(str.isalpha, cell)) for cell in cells) / len(cells)
    length = sum(min(len(cell), 80) for cell in cells) / len(cells)
    return length * wordy * len(set(cells)) / len(cells) if length > 3 else 0.0


def _state_like(cells: list[str]) -> float:
    words = set(cells)
    if len(words) > FEW_STATES or len(cells) < 3 or len(words) * 2 > len(cells):
        return 0.0
    known = sum(meaning(cell) is not None for cell in cells) / len(cells)
    return known if known >= MOSTLY else 0.0


def _add_days(table: Table, fields: Fields) -> list[str]:
    """Guess date columns if no column gives the state. Returns the guessed fields.

    A column without gaps is the creation, one with gaps the finish.
    """
    if any(name in fields for name in ("finished", "done", "state")):
        return []
    taken = {place for of in fields.values() for place in of}
    filled = {}
    for place in range(len(table.headings)):
        cells = _cells(table, place) if place not in taken else []
        if cells and all(map(_is_written_day, cells[:20])) and sum(map(_is_written_day, cells)) >= MOSTLY * len(cells):
            filled[place] = len(cells)
    rows = min(len(table.rows), LOOKED_AT)
    gaps = [place for place, count in filled.items() if count < rows]
    full = [place for place, count in filled.items() if count == rows]
    guessed = []
    if gaps:
        fields["finished"] = (gaps[-1],)
        guessed.append("finished")
        if len(gaps) > 1 and "started" not in fields:
            fields["started"] = (gaps[0],)
            guessed.append("started")
    if full and "created" not in fields:
        fields["created"] = (full[0],)
        guessed.append("created")
    return guessed


def _is_written_day(cell: str) -> bool:
    written = written_date(cell)
    return written is not None and written.count is None
