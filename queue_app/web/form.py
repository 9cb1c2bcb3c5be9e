"""What somebody typed, and what was wrong with it: a page that is shown again loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict


@dataclass(frozen=True, slots=True)
class Form:
    """`errors` are sentences by field; `refusal` is the sentence of a rule that said no, which belongs to no field."""

    typed: MultiDict[str, str] = field(default_factory=MultiDict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str | None = None

    def value(self, name: str, otherwise: object = "") -> object:
        """What was typed, or `otherwise` when the form is shown for the first time."""
        return self.typed.get(name, "" if otherwise is None else otherwise)

    def ticked(self, name: str, value: object, otherwise: bool = False) -> bool:
        """Whether a choice is set. A form that came back holds the truth: what is not in it was taken away."""
        return str(value) in self.typed.getlist(name) if self.typed else otherwise

    def error(self, name: str) -> str | None:
        return self.errors.get(name)
