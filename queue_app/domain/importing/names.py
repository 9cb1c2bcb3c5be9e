"""The names in imported rows: areas, people of former times, and for which areas these are evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.item import State


@dataclass(frozen=True, slots=True)
class ImportedNames:
    """`areas` is {folded name: name as it stands first}, `touched` has the folded names of each row, each once.

    `evidence` are the place of a row, the day of its finish, and who worked along.
    """

    areas: dict[str, str]
    people: dict[str, None]
    touched: list[tuple[str, ...]]
    evidence: list[tuple[int, date, tuple[str, ...]]]


def imported_names(rows: Sequence[Row], since: date) -> ImportedNames:
    """All names of the rows; what was finished before `since` is evidence for nothing any more."""
    names = ImportedNames({}, {}, [], [])
    for n, row in enumerate(rows):
        folded = [name.casefold() for name in row.areas]
        for key, name in zip(folded, row.areas, strict=True):
            names.areas.setdefault(key, name)
        names.touched.append(tuple(dict.fromkeys(folded)))
        names.people.update(dict.fromkeys(row.people))
        if row.state is State.FINISHED and row.ended is not None and row.ended.on >= since and row.people and folded:
            names.evidence.append((n, row.ended.on, row.people))
    return names


def offered(names: Iterable[str], members: Mapping[int, str]) -> dict[str, int | None]:
    """Which member (id) each name could have been: the one who is called just so, None where nobody or several are.

    It is a proposal that somebody looks at. Those who may be one of `members` ({id: name}) come first, each part by the alphabet.
    """
    called: dict[str, list[int]] = {}
    for id_, name in members.items():
        called.setdefault(name.casefold(), []).append(id_)
    found = {name: _only(called.get(name.casefold(), ())) for name in names}
    return dict(sorted(found.items(), key=lambda pair: (pair[1] is None, pair[0].casefold(), pair[0])))


def _only(ids: Sequence[int]) -> int | None:
    return ids[0] if len(ids) == 1 else None
