"""The names in imported rows: areas, former people, and the areas for which the people's work is evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.item import State


@dataclass(frozen=True, slots=True)
class ImportedNames:
    """`areas` is {folded name: name as first written}, `touched` the folded area names of each row, without duplicates.

    `evidence` has the index of a row, its finish day, and the people who worked on it.
    """

    areas: dict[str, str]
    people: dict[str, None]
    touched: list[tuple[str, ...]]
    evidence: list[tuple[int, date, tuple[str, ...]]]


def imported_names(rows: Sequence[Row], since: date) -> ImportedNames:
    """All names in the rows. Rows that finished before `since` are not evidence."""
    names = ImportedNames({}, {}, [], [])
    for n, row in enumerate(rows):
        folded = [name.casefold() for name in row.areas]
        for key, name in zip(folded, row.areas, strict=True):
            names.areas.setdefault(key, name)
        names.touched.append(tuple(dict.fromkeys(folded)))
        names.people.update(dict.fromkeys(row.people))
        names.people.update(dict.fromkeys(note.author for note in row.notes if note.author))
        if row.state is State.FINISHED and row.ended is not None and row.ended.on >= since and row.people and folded:
            names.evidence.append((n, row.ended.on, row.people))
    return names


def suggest_members(names: Iterable[str], members: Mapping[int, str]) -> dict[str, int | None]:
    """Suggest a member (id) for each name: the only member with exactly this name, else None.

    A person checks the suggestions. Names that match one of `members` ({id: name}) come first; both parts are in
    alphabetical order.
    """
    ids_by_name: dict[str, list[int]] = {}
    for id_, name in members.items():
        ids_by_name.setdefault(name.casefold(), []).append(id_)
    suggestions = {name: _only(ids_by_name.get(name.casefold(), ())) for name in names}
    return dict(sorted(suggestions.items(), key=lambda pair: (pair[1] is None, pair[0].casefold(), pair[0])))


def _only(ids: Sequence[int]) -> int | None:
    return ids[0] if len(ids) == 1 else None
