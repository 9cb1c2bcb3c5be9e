"""Errors that are shown to the user: the class is the reason, `sentence` is for people, `code` for programs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from queue_app.domain.direction import isolated


class Plural(NamedTuple):
    """A sentence in singular and plural. `by` names the fact with the count."""

    one: str
    many: str
    by: str


def N_(sentence: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return sentence


def nN_(one: str, many: str, by: str) -> Plural:  # noqa: N802 - as N_
    """Mark a sentence that needs a plural, as `N_` does."""
    return Plural(one, many, by)


@dataclass(frozen=True, slots=True)
class Language:
    """How sentences are shown: the translations of a catalogue, and whole numbers with grouped digits.

    The rules only know English; the caller that shows a sentence passes another language.
    """

    gettext: Callable[[str], str] = str
    ngettext: Callable[[str, str, int], str] = lambda one, many, count: one if count == 1 else many
    number: Callable[[int], str] = "{:,}".format


ENGLISH = Language()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the facts that fill it. It is translated and filled where it is shown."""

    sentence: str | Plural
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return sentence_of(self)


def sentence_of(message: "Sentence | UserError", language: Language = ENGLISH) -> str:
    """The translated text: numbers with grouped digits, states as words, nested sentences in the same language."""
    words, facts = message.sentence, message.facts
    if isinstance(words, Plural):
        translated = language.ngettext(words.one, words.many, facts[words.by])
    else:
        translated = language.gettext(words)
    return translated.format(**{name: _as_read(fact, language) for name, fact in facts.items()})


def _as_read(fact: Any, language: Language) -> Any:
    if isinstance(fact, int):
        return language.number(fact)
    if isinstance(fact, Sentence):
        return sentence_of(fact, language)
    if isinstance(fact, tuple):
        return " ".join(str(_as_read(part, language)) for part in fact)
    if isinstance(fact, StrEnum):
        return language.gettext(fact.replace("_", " "))
    return isolated(fact) if isinstance(fact, str) else fact


class UserError(Exception):
    """An error that is shown to the user. `facts` fill the sentence; pass an item number as text, without grouped digits."""

    sentence: str | Plural = ""
    code: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        if "code" not in cls.__dict__:
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **facts: Any) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return sentence_of(self)


class Refusal(UserError):
    """A rule refuses the action in the present state (HTTP 409)."""


class NotFound(UserError):
    """Missing, or of a team that the person is not in: both look the same (HTTP 404)."""

    sentence = N_("There is nothing here. Go back to your teams.")


class RoleTooLow(UserError):
    """The person's role in the team does not allow the action (HTTP 403)."""

    sentence = N_("Your role in this team does not allow this. Ask a manager.")


class InputError(UserError):
    """The input is not valid (HTTP 422). `field` names it."""

    def __init__(self, field: str, message: str | Plural, **facts: Any) -> None:
        super().__init__(field=field, **facts)
        self.field = field
        self.sentence = message


class KeyReused(InputError):
    """An idempotency key was used again with another body."""

    def __init__(self) -> None:
        super().__init__("key", N_("This key was used for another request. Send a new key."))
