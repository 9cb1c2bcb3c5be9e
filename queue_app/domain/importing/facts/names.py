"""Names in cells: people and areas, cut apart, without the words for nobody."""

import re
from collections.abc import Iterable

from queue_app.domain.importing.words.nobody import is_nobody

_MAIL = re.compile(r"\s*<[^<>\s]+>\s*\Z")


def person(cell: str) -> tuple[str, ...]:
    """One person: `Name <mail>` is the name."""
    name = " ".join(_MAIL.sub("", cell).split()) or cell.strip(" <>")
    return () if not name or is_nobody(name) else (name,)


def people(cells: Iterable[str], separators: str = ";\n") -> tuple[str, ...]:
    """Several people, in several cells or cut by separators."""
    parts = (part for cell in cells for part in re.split(f"[{re.escape(separators)}]", cell))
    return tuple(dict.fromkeys(name for part in parts for name in person(part)))


def areas(cells: Iterable[str], separators: str = ",;|\n") -> tuple[str, ...]:
    """Labels, tags and components, in several cells or cut by separators."""
    parts = (part for cell in cells for part in re.split(f"[{re.escape(separators)}]", cell))
    return tuple(dict.fromkeys(name for part in parts if (name := " ".join(part.split()).strip("#")) and name != "-"))
