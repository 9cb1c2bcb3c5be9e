"""What is wrong with a file: the line, the field and the reason of each flaw. A file with a flaw is not taken at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from queue_app.domain.errors import InputError, Plural, Sentence, nN_


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that cannot be taken. `line` counts from 1, the heading; `field` is a column's meaning, or "file".

    `words` and `facts` say why, as a sentence that is filled where it is shown.
    """

    line: int
    field: str
    words: str | Plural
    facts: Mapping[str, Any] = field_of(default_factory=dict)

    @property
    def reason(self) -> Sentence:
        """Why it cannot be taken."""
        return Sentence(self.words, self.facts)

    def __str__(self) -> str:
        return f"line {self.line:,}, {self.field}: {self.reason}"


class FlawedFile(InputError):
    """Nothing of the file was taken. `flaws` are in the order of the lines, at least one."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        first = flaws[0]
        super().__init__(
            "file",
            nN_(
                "Line {line}, {name}: {reason} Nothing was imported.",
                "{count} problems. The first is on line {line}, {name}: {reason} Nothing was imported.",
                "count",
            ),
            count=len(flaws),
            line=first.line,
            name=first.field,
            reason=first.reason,
        )
        self.flaws = tuple(flaws)
