"""The flaws of a file: line, field and reason. A file with a flaw is not imported at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from queue_app.domain.errors import N_, InputError, Plural, Sentence, nN_

FILE = N_("file")
OF_A_ROW = (
    *(N_("title"), N_("reference"), N_("state"), N_("created"), N_("started"), N_("finished")),
    *(N_("people"), N_("area"), N_("words")),
)
"""The fields of a row; the names are also their words."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw. `line` counts from 1, the headings; `field` is a field of a row, or FILE.

    `words` and `facts` are the reason: a sentence that is filled in when it is shown. `kind` is one of
    `fitting/fixes.py`.
    """

    line: int
    field: str
    words: str | Plural
    facts: Mapping[str, Any] = field_of(default_factory=dict)
    kind: str = "file"

    @property
    def reason(self) -> Sentence:
        """The reason as a sentence."""
        return Sentence(self.words, self.facts)

    def __str__(self) -> str:
        return f"line {self.line:,}, {self.field}: {self.reason}"


class FlawedFile(InputError):
    """The file was not imported. `flaws` has at least one flaw, in the order of the lines."""

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
            name=Sentence(first.field),
            reason=first.reason,
        )
        self.flaws = tuple(flaws)
