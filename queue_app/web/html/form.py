"""The inputs of a form and their errors, so that a refused form is shown again with everything that was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from queue_app.domain.errors import InputError, UserError
from queue_app.service.http.language import localized


@dataclass(frozen=True, slots=True)
class Form:
    """`errors` are sentences by field; `refusal` is the sentence of a rule, which belongs to no field."""

    typed: MultiDict[str, str] = field(default_factory=MultiDict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str | None = None

    @classmethod
    def refused(cls, typed: MultiDict[str, str], wrong: UserError, name: str = "") -> "Form":
        """The inputs, with the error at its field. `name` identifies one of several forms of a page."""
        values = MultiDict(typed)
        values["form"] = name
        if isinstance(wrong, InputError):
            return cls(values, {wrong.field: localized(wrong)})
        return cls(values, refusal=localized(wrong))

    def of(self, name: str, **hidden: object) -> "Form":
        """This form if it is the one with this name and these hidden values, else an empty one.

        A page has several forms with the same inputs, and only the one that was sent shows what was typed.
        """
        mine = {"form": name} | {key: str(value) for key, value in hidden.items()}
        return self if all(self.typed.get(key) == value for key, value in mine.items()) else Form()

    def value(self, name: str, otherwise: object = "") -> object:
        """The input, or `otherwise` on the first display."""
        return self.typed.get(name, "" if otherwise is None else otherwise)

    def ticked(self, name: str, value: object, otherwise: bool = False) -> bool:
        """Whether a box is ticked. In a form that was sent, a missing box means that it was cleared."""
        return str(value) in self.typed.getlist(name) if self.typed else otherwise

    def error(self, name: str) -> str | None:
        return self.errors.get(name)
