"""The meaning of a file's columns. Headings of Topmost, Jira and Kanboard are recognised; a person may choose others."""

from collections.abc import Mapping, Sequence

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.foreign_words import JIRA, KANBOARD, PLAIN, folded

FIELDS = ("title", "reference", "state", "created", "started", "finished", "people", "area", "words")
"""The fields of a row. Every other column is ignored."""

SEVERAL = ("people", "area")
"""The fields that may have several columns, under the same heading."""

Columns = dict[str, tuple[int, ...]]
"""{field: the indices of its columns}, for the fields that the file has."""


def guess_columns(headings: Sequence[str]) -> Columns:
    """The columns by their headings; for an export of Jira or Kanboard, by the headings of these tools."""
    places = _places(headings)
    names = JIRA if "issue key" in places else KANBOARD if "task id" in places else PLAIN
    columns = {field: next((places[name] for name in names[field] if name in places), ()) for field in FIELDS}
    return _cut(columns)


def choose_columns(headings: Sequence[str], choices: Mapping[str, int | None]) -> Columns:
    """The columns that a person chose: `choices` has the first index of each field. Raises InputError for a missing column."""
    places = _places(headings)
    columns: Columns = {}
    for field in FIELDS:
        place = choices.get(field)
        if place is not None and not 0 <= place < len(headings):
            raise InputError(field, N_("The file has no such column. Choose another one."))
        columns[field] = () if place is None else (place, *_namesakes(place, headings, places))
    return _cut(columns)


def _namesakes(place: int, headings: Sequence[str], places: Mapping[str, tuple[int, ...]]) -> list[int]:
    name = folded(headings[place])
    return [other for other in places[name] if other != place] if name else []


def demand_title(columns: Columns) -> None:
    """Raises InputError when no column is the title: a row needs nothing else."""
    if "title" not in columns:
        raise InputError("title", N_("No column has the titles. Choose one, or name its heading “title”."))


def _cut(columns: Columns) -> Columns:
    return {field: places if field in SEVERAL else places[:1] for field, places in columns.items() if places}


def _places(headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(folded(heading), []).append(place)
    return {name: tuple(indices) for name, indices in places.items()}
