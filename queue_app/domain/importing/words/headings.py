"""Maps column headings to fields, for each tool and in every known language."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from queue_app.domain.importing.words.folded import fold

Fields = dict[str, tuple[int, ...]]
"""{field: its columns, in the order of the file}."""

_IN_BRACKETS = re.compile(r"([^()]+)\((.+)\)\s*\Z")


@dataclass(frozen=True, slots=True)
class ToolHeadings:
    """The headings of one tool, folded.

    `needs`: a file of the tool has at least one field of each group. `own`: it has at least one of these headings, if
    there are any.
    """

    fields: Mapping[str, str]
    custom: Mapping[str, str]
    needs: tuple[tuple[str, ...], ...]
    own: frozenset[str]

    def columns(self, headings: Sequence[str]) -> Fields:
        """The columns of each field. `custom` has the columns of all custom fields."""
        places: dict[str, list[int]] = {}
        prefixes = Counter(_prefix(heading) for heading in headings) if self.custom else Counter[str]()
        for place, heading in enumerate(headings):
            name = self.field_of(heading)
            if name is None and (inner := _IN_BRACKETS.match(heading)) and self.custom:
                name = self.custom.get(fold(inner[2]))
                if name or prefixes[_prefix(heading)] > 1:
                    places.setdefault("custom", []).append(place)
            if name is not None:
                places.setdefault(name, []).append(place)
        return {name: tuple(of) for name, of in places.items()}

    def field_of(self, heading: str) -> str | None:
        """The field of a heading. Also tried without a note in brackets, such as in `Closed (UTC)`."""
        name = self.fields.get(fold(heading))
        if name is None and (parts := _IN_BRACKETS.match(heading)) and fold(parts[2]) not in self.custom:
            return self.fields.get(fold(parts[1]))
        return name

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether the tool can have written these headings."""
        columns = self.columns(headings)
        named = not self.own or any(fold(heading) in self.own for heading in headings)
        return named and all(any(field in columns for field in group) for group in self.needs)


def _prefix(heading: str) -> str:
    parts = _IN_BRACKETS.match(heading)
    return fold(parts[1]) if parts else ""


@cache
def headings_of(tool: str) -> ToolHeadings:
    """The headings of a tool, from its TOML file."""
    data = tomllib.loads(
        files("queue_app.domain.importing.words.headings_by_tool").joinpath(f"{tool}.toml").read_text("utf-8")
    )
    needs = data.get("needs", {})
    return ToolHeadings(
        _by_word(data["fields"]),
        _by_word(data.get("custom", {})),
        tuple(tuple(group) for group in needs.get("all", ())),
        frozenset(map(fold, needs.get("own", ()))),
    )


def _by_word(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for field, headings in table.items():
        for heading in headings:
            words.setdefault(fold(heading), field)
    return words


def weight(headings: Iterable[str], tool: str, tools: Sequence[str]) -> float:
    """How much the headings indicate the tool: a heading that only it writes counts 1, one of three tools a third."""
    words = {fold(heading) for heading in headings}
    total = 0.0
    for word in words & headings_of(tool).fields.keys():
        total += 1 / sum(word in headings_of(other).fields for other in tools)
    return total
