"""Which column of a file means what. The headings of Topmost, Jira and Kanboard are known; a person may say otherwise."""

from collections.abc import Mapping, Sequence

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.foreign_words import JIRA, KANBOARD, PLAIN, folded

FIELDS = ("title", "reference", "state", "created", "started", "finished", "people", "area", "words")
"""What a column can mean. Every other column is passed over."""

SEVERAL = ("people", "area")
"""Of these a file may have more than one column, under the same heading."""

Columns = dict[str, tuple[int, ...]]
"""The places of the columns of each field that the file has."""


def guessed(headings: Sequence[str]) -> Columns:
    """The columns by their headings; where the file is an export of Jira or Kanboard, by what those write."""
    places = _places(headings)
    names = JIRA if "issue key" in places else KANBOARD if "task id" in places else PLAIN
    found = {field: next((places[name] for name in names[field] if name in places), ()) for field in FIELDS}
    return _cut(found)


def chosen(headings: Sequence[str], wanted: Mapping[str, int | None]) -> Columns:
    """The columns that a person chose, by the place of the first of each field. Raises InputError for one that is not there."""
    places = _places(headings)
    found: Columns = {}
    for field in FIELDS:
        place = wanted.get(field)
        if place is not None and not 0 <= place < len(headings):
            raise InputError(field, N_("The file has no such column. Choose another one."))
        found[field] = () if place is None else (place, *_namesakes(place, headings, places))
    return _cut(found)


def _namesakes(place: int, headings: Sequence[str], places: Mapping[str, tuple[int, ...]]) -> list[int]:
    name = folded(headings[place])
    return [other for other in places[name] if other != place] if name else []


def demand_title(columns: Columns) -> None:
    """Raises InputError when no column is the title: a row needs nothing else."""
    if "title" not in columns:
        raise InputError("title", N_("No column has the titles. Choose one, or name its heading “title”."))


def _cut(found: Columns) -> Columns:
    return {field: places if field in SEVERAL else places[:1] for field, places in found.items() if places}


def _places(headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        places.setdefault(folded(heading), []).append(place)
    return {name: tuple(found) for name, found in places.items()}
