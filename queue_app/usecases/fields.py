"""The inputs of an action, declared once. Forms, JSON bodies, the API's templates and its OpenAPI are built from them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from queue_app.domain import inputs
from queue_app.domain.cover import areas
from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.reasons import ORDER_REASONS, ReasonKind, labels

Kind = Literal["line", "text", "number", "day", "choice", "flag", "numbers", "lines"]


@dataclass(frozen=True, slots=True)
class Field:
    """One input. `least` and `most` limit characters, a number, or the length of a list; `each` limits one line of a
    list.

    `empties`: an empty input is a value, and differs from a missing one. `labels` are the labels of `choices`. Pages
    show `label` if the context already gives a part of `prompt`. `type` and `autocomplete` are the HTML attributes.
    """

    name: str
    kind: Kind
    prompt: str = ""
    required: bool = False
    least: int = 0
    most: int = 0
    each: int = 0
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    empties: bool = False
    label: str = ""
    hint: str = ""
    type: str = ""
    autocomplete: str = ""

    @property
    def words(self) -> str:
        """The label of the input on a page."""
        return self.label or self.prompt

    @property
    def many(self) -> bool:
        """Whether the value is a list. A form repeats the input, or sends `lines` in one text area."""
        return self.kind in ("numbers", "lines")

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Each choice with its label."""
        return tuple(zip(self.choices, self.labels or self.choices, strict=True))

    def read(self, raw: Any) -> Any:
        """The clean value, or None if the input is missing. Raises InputError."""
        if self.empties and raw in ("", [], [""]):
            return [] if self.many else ""
        if raw is None or (raw == "" and self.kind != "flag") or (raw == [] and self.many):
            if self.required:
                raise InputError(self.name, N_("Choose one.") if self.kind == "choice" else N_("This cannot be empty."))
            return [] if raw == [] else None
        return _READERS[self.kind](self, raw)


def _numbers(field: Field, raw: Any) -> list[int]:
    entries = [entry for entry in (raw if isinstance(raw, list | tuple) else [raw]) if entry != ""]
    if len(entries) > field.most:
        raise InputError(field.name, N_("These are too many. Send at most {most}."), most=field.most)
    numerals = [inputs.whole(field.name, entry, 1, inputs.LARGEST_NUMBER) for entry in entries]
    return list(dict.fromkeys(numerals))


def _lines(field: Field, raw: Any) -> list[str]:
    if isinstance(raw, str):
        raw = inputs.lines(raw)
    if not isinstance(raw, list | tuple):
        raise InputError(field.name, N_("This must be a list of lines."))
    if len(raw) > field.most * 2:
        raise InputError(field.name, N_("These are too many. Send at most {most}."), most=field.most)
    clean = [entry for entry in (inputs.line(field.name, raw_entry, field.each, 0) for raw_entry in raw) if entry]
    if not field.least <= len(clean) <= field.most:
        raise InputError(
            field.name,
            N_("There are {count} lines. Write {least} to {most}."),
            count=len(clean),
            least=field.least,
            most=field.most,
        )
    return clean


_READERS: Mapping[Kind, Callable[[Field, Any], Any]] = {
    "line": lambda field, raw: inputs.line(field.name, raw, field.most, max(1, field.least)),
    "text": lambda field, raw: inputs.text(field.name, raw, field.most, field.least),
    "number": lambda field, raw: inputs.whole(field.name, raw, field.least, field.most),
    "day": lambda field, raw: inputs.day(field.name, raw),
    "choice": lambda field, raw: inputs.one_of(field.name, raw, field.choices),
    "flag": lambda field, raw: inputs.flag(field.name, raw),
    "numbers": _numbers,
    "lines": _lines,
}


def line(
    name: str,
    most: int,
    prompt: str = "",
    *,
    required: bool = False,
    label: str = "",
    hint: str = "",
    type: str = "",
    autocomplete: str = "off",
) -> Field:
    """One line of text."""
    least = 1 if required else 0
    return Field(
        name, "line", prompt, required, least, most, label=label, hint=hint, type=type, autocomplete=autocomplete
    )


def text(name: str, most: int = inputs.WORDS, prompt: str = "", *, required: bool = False, hint: str = "") -> Field:
    """Several lines of text."""
    return Field(name, "text", prompt, required, 1 if required else 0, most, hint=hint)


def number(
    name: str,
    prompt: str = "",
    low: int = 1,
    high: int = inputs.LARGEST_NUMBER,
    *,
    required: bool = False,
    label: str = "",
) -> Field:
    """A whole number, usually the number of an item."""
    return Field(name, "number", prompt, required, low, high, label=label)


def numbers(name: str, most: int, prompt: str = "", *, required: bool = False) -> Field:
    """A list of distinct whole numbers."""
    return Field(name, "numbers", prompt, required, 0, most)


def lines(
    name: str, least: int, most: int, each: int, prompt: str = "", *, required: bool = True, hint: str = ""
) -> Field:
    """A list of lines, without empty ones."""
    return Field(name, "lines", prompt, required, least, most, each, hint=hint)


def emptied(field: Field) -> Field:
    """The field, with an empty input that removes the stored value."""
    return replace(field, empties=True)


def optional(field: Field) -> Field:
    """The field, not required."""
    return replace(field, required=False, least=0)


def choice(name: str, choices: Iterable[str] | Mapping[str, str], prompt: str = "", *, required: bool = False) -> Field:
    """One of a few fixed values; a mapping gives {value: label}."""
    labels = tuple(choices.values()) if isinstance(choices, Mapping) else ()
    return Field(name, "choice", prompt, required, choices=tuple(choices), labels=labels)


def day(name: str, prompt: str = "", *, required: bool = False, hint: str = "") -> Field:
    """A calendar day."""
    return Field(name, "day", prompt, required, hint=hint)


def flag(name: str, prompt: str = "") -> Field:
    """Yes or no. A checkbox that is not ticked sends nothing."""
    return Field(name, "flag", prompt)


def why(reasons: Mapping[str, ReasonKind]) -> tuple[Field, Field]:
    """A kind of reason, and the reason in words."""
    return choice("kind", labels(reasons), N_("Why?"), required=True), line("reason", inputs.REASON, N_("In words"))


TITLE = line("title", inputs.TITLE, N_("Title"), required=True)
WORDS = text("words", prompt=N_("What it is, and when it is finished"), hint=N_("Optional. You can use Markdown."))
REFERENCE = line(
    "reference",
    inputs.REFERENCE,
    N_("Reference"),
    hint=N_("Optional. A link, or its name in another tool."),
)
AREAS = numbers("areas", areas.MOST, N_("Areas (up to three)"))
EXPECT = number("expect", N_("Number of the next item you saw"))
RUN = number("run", N_("The run that your pull gave you"))
OTHERS = choice("others", ("leave", "both"), N_("My other items"))
WHY = (
    choice("kind", labels(ORDER_REASONS), N_("Kind of reason")),
    line("reason", inputs.REASON, N_("Reason, in one sentence")),
)
WHY_REQUIRED = (WHY[0], line("reason", inputs.REASON, N_("Reason, in one sentence"), required=True))
PLACE = (
    number("above", N_("Above item number")),
    number("below", N_("Below item number")),
    choice("to", ("top", "bottom"), N_("To the top or bottom")),
)
