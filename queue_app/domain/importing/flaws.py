"""What is wrong with a file: the line, the field and the reason of each flaw. A file with a flaw is not taken at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from queue_app.domain.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that cannot be taken. `line` counts from 1, the heading; `field` is a column's meaning, or "file"."""

    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line:,}, {self.field}: {self.reason}"


class FlawedFile(InputError):
    """Nothing of the file was taken. `flaws` are in the order of the lines, at least one."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        first = flaws[0]
        told = {"count": len(flaws), "line": first.line, "name": first.field, "reason": first.reason}
        if len(flaws) == 1:
            super().__init__("file", N_("Line {line}, {name}: {reason} Nothing was imported."), **told)
        else:
            super().__init__(
                "file",
                N_("{count} flaws. The first is on line {line}, {name}: {reason} Nothing was imported."),
                **told,
            )
        self.flaws = tuple(flaws)
