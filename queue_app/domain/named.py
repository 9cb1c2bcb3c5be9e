"""The names in imported rows: areas, people of former times, and for which areas these are evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.csv_rows import Row
from queue_app.domain.item import State


@dataclass(frozen=True, slots=True)
class Names:
    """`areas` is {folded name: name as it stands first}, `touched` has the folded names of each row, each once.

    `evidence` are the place of a row, the day of its finish, and who worked along.
    """

    areas: dict[str, str]
    people: dict[str, None]
    touched: list[tuple[str, ...]]
    evidence: list[tuple[int, date, tuple[str, ...]]]


def names_of(rows: Sequence[Row], since: date) -> Names:
    """All names of the rows; what was finished before `since` is evidence for nothing any more."""
    names = Names({}, {}, [], [])
    for n, row in enumerate(rows):
        folded = [name.casefold() for name in row.areas]
        for key, name in zip(folded, row.areas, strict=True):
            names.areas.setdefault(key, name)
        names.touched.append(tuple(dict.fromkeys(folded)))
        names.people.update(dict.fromkeys(row.people))
        if row.state is State.FINISHED and row.ended is not None and row.ended.on >= since and row.people and folded:
            names.evidence.append((n, row.ended.on, row.people))
    return names
