"""What somebody typed, and what was wrong with it: a page that is shown again loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from queue_app.domain.errors import InputError, UserError
from queue_app.service.http.language import said


@dataclass(frozen=True, slots=True)
class Form:
    """`errors` are sentences by field; `refusal` is the sentence of a rule that said no, which belongs to no field."""

    typed: MultiDict[str, str] = field(default_factory=MultiDict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str | None = None

    @classmethod
    def refused(cls, typed: MultiDict[str, str], wrong: UserError, name: str = "") -> "Form":
        """What was typed, with what was wrong beside its field. `name` says which of several forms of a page it was."""
        kept = MultiDict([*typed.items(multi=True), ("form", name)])
        if isinstance(wrong, InputError):
            return cls(kept, {wrong.field: said(wrong)})
        return cls(kept, refusal=said(wrong))

    def value(self, name: str, otherwise: object = "") -> object:
        """What was typed, or `otherwise` when the form is shown for the first time."""
        return self.typed.get(name, "" if otherwise is None else otherwise)

    def ticked(self, name: str, value: object, otherwise: bool = False) -> bool:
        """Whether a choice is set. A form that came back holds the truth: what is not in it was taken away."""
        return str(value) in self.typed.getlist(name) if self.typed else otherwise

    def error(self, name: str) -> str | None:
        return self.errors.get(name)
