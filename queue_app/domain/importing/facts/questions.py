"""Questions about what a file does not say, each with a proposal. The answers are a small JSON file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from queue_app.domain.errors import N_, InputError, Plural, Sentence

LEAVE_OUT = "leave_out"
Option = TypeVar("Option", bound=str)
LEAST = 3
"""The minimum number of letters for a shortened option: `day` means `day_first`."""


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """`about` is the name of the question and the key of its answer. `proposed` is used until it is answered."""

    about: str
    words: str | Plural
    proposed: Any
    options: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        """The question as a sentence."""
        return Sentence(self.words, self.facts)

    def stored(self) -> dict[str, Any]:
        """As a JSON value."""
        told = {name: getattr(self, name) for name in ("about", "proposed", "facts", "details")}
        return {**told, "words": self.words, "options": list(self.options)}

    @classmethod
    def of_stored(cls, value: Mapping[str, Any]) -> "ImportQuestion":
        """The question in a stored JSON value."""
        words = value["words"]
        return cls(**{**value, "words": words if isinstance(words, str) else Plural(*words)})


@dataclass(frozen=True, slots=True)
class ImportAnswers:
    """{question: answer}, as a person sent them."""

    given: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, value: Any) -> "ImportAnswers":
        """The answers in a JSON value. Raises InputError."""
        if not isinstance(value, dict):
            raise InputError("answers", N_("The answers must be one JSON object: {{question: answer}}."))
        return cls(
            {str(name).split(":")[0].split()[0] if str(name).split() else "": said for name, said in value.items()}
        )

    def but(self, **answers: Any) -> "ImportAnswers":
        """A copy with these answers replaced. None removes an answer."""
        given = {**self.given, **answers}
        return ImportAnswers({about: said for about, said in given.items() if said is not None})

    def knows(self, about: str) -> bool:
        """Whether this question was answered."""
        return about in self.given

    def choice(self, about: str, options: Sequence[Option]) -> Option | None:
        """The answer, which must be one of the options. Raises InputError for any other."""
        if about not in self.given:
            return None
        said = str(self.given[about]).strip()
        plain = said.casefold().replace("-", "_").replace(" ", "_")
        near = [option for option in options if len(plain) >= LEAST and option.startswith((plain, plain[:LEAST]))]
        named = {str(option): option for option in options}
        chosen = named.get(said) or named.get(plain) or (near[0] if len(near) == 1 else None)
        if chosen is None:
            listed = ", ".join(options)
            raise InputError(about, N_("Answer “{about}” with one of: {options}."), about=about, options=listed)
        return chosen

    def table(self, about: str) -> Mapping[str, str]:
        """The answers to a question about several words: {word: answer}. One answer for all words has an empty key."""
        said = self.given.get(about)
        if isinstance(said, dict):
            return {str(word): str(meaning) for word, meaning in said.items()}
        return {"": str(said)} if isinstance(said, str) else {}
