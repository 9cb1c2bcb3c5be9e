"""What is told to whoever asked, and cannot be had: the class is the reason, `sentence` for people, `code` for programs."""

import re
from enum import StrEnum
from typing import Any, ClassVar


def N_(sentence: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return sentence


def filled(sentence: str, /, **facts: Any) -> str:
    """The sentence with its facts as people read them: counts in groups of digits, states as words."""
    return sentence.format(**{name: _as_read(fact) for name, fact in facts.items()})


def _as_read(fact: Any) -> Any:
    if isinstance(fact, int):
        return f"{fact:,}"
    return fact.replace("_", " ") if isinstance(fact, StrEnum) else fact


class UserError(Exception):
    """Something that is told to whoever asked. `facts` fill the sentence; a number that is a name and no count comes as text."""

    sentence: ClassVar[str] = ""
    code: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        if "code" not in cls.__dict__:
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **facts: Any) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return filled(self.sentence, **self.facts)


class Refusal(UserError):
    """A rule says no, because of the state that things are in (HTTP 409)."""


class NotFound(UserError):
    """There is nothing here for you: another team's things answer like missing ones (HTTP 404)."""

    sentence = N_("There is nothing here. Go back to your teams.")


class RoleTooLow(UserError):
    """Your role in this team does not allow it (HTTP 403)."""

    sentence = N_("Your role in this team does not allow this. Ask a manager of the team.")


class InputError(UserError):
    """What was typed or sent cannot be taken (HTTP 422). `field` names the input."""

    sentence = "{message}"

    def __init__(self, field: str, message: str, **facts: Any) -> None:
        super().__init__(field=field, message=filled(message, **facts), **facts)
        self.field = field


class KeyReused(InputError):
    """An idempotency key came again with another body."""

    def __init__(self) -> None:
        super().__init__("key", N_("This key was used for another request. Send a new key with a new request."))
