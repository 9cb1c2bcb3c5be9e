"""Splits cells into names of people and areas, without the words for nobody."""

import re
from collections.abc import Iterable, Iterator

from queue_app.domain.importing.words.nobody import is_nobody

_MAIL = re.compile(r"\s*<[^<>\s]+>\s*\Z")


def person(cell: str) -> tuple[str, ...]:
    """One person. Of `Name <mail>`, only the name."""
    name = " ".join(_MAIL.sub("", cell).split()) or cell.strip(" <>")
    return () if not name or is_nobody(name) else (name,)


def people(cells: Iterable[str], separators: str = ";\n") -> tuple[str, ...]:
    """Several people, from several cells or split by separators."""
    return tuple(dict.fromkeys(name for part in _parts(cells, separators) for name in person(part)))


def areas(cells: Iterable[str], separators: str = ",;|\n") -> tuple[str, ...]:
    """Labels, tags and components, from several cells or split by separators."""
    parts = _parts(cells, separators)
    return tuple(dict.fromkeys(name for part in parts if (name := " ".join(part.split()).strip("#")) and name != "-"))


def _parts(cells: Iterable[str], separators: str) -> Iterator[str]:
    """The parts of cells. In a list in brackets, such as `[Ada Brook,Cleo]`, commas separate the parts."""
    for cell in cells:
        listed = cell.startswith("[") and cell.endswith("]")
        signs = separators + "," if listed else separators
        parts = re.split(f"[{re.escape(signs)}]", cell[1:-1] if listed else cell)
        yield from (part.strip(" \"'") for part in parts) if listed else parts
