"""What docs/running.md tells people to type: its indented blocks, each with its section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SETTING = re.compile(r"[A-Z_]+=")
_SPOKEN = re.compile(r"Then `([^`]+)`, and `([^`]+)`")


@dataclass(frozen=True)
class Block:
    """Consecutive lines to type. `spoken`: the commands are in a sentence instead of an indented block."""

    section: str
    lines: tuple[str, ...]
    spoken: bool = False

    @property
    def settings(self) -> bool:
        """Whether the lines are for a settings file, instead of commands."""
        return all(_SETTING.match(line) for line in self.lines)


def blocks(page: str) -> Iterator[Block]:
    """All blocks, in the order of the page."""
    section, lines = "", []
    for line in [*page.splitlines(), ""]:
        if line.startswith("    "):
            lines.append(line[4:])
            continue
        if lines:
            yield Block(section, tuple(lines))
            lines = []
        if line.startswith("#"):
            section = line.lstrip("#").strip()
        if spoken := _SPOKEN.search(line):
            yield Block(section, spoken.groups(), spoken=True)
