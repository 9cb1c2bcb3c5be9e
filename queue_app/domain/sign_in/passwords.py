"""What a password may be: long rather than odd, any Unicode, and none of those that everybody tries first."""

import unicodedata
from typing import Any

from queue_app.domain.errors import N_, InputError
from queue_app.domain.sign_in.common_passwords import WHOLE, WORDS

SHORTEST, LONGEST = 12, 256
MOST_DECORATION = 8


def password(field: str, raw: Any, *known: str) -> str:
    """A new password in one Unicode form. Raises InputError when it is too short, too long, common, or one of `known`.

    `known` are words that anybody would try for this person, such as the e-mail address.
    """
    typed = same_form(raw)
    if len(typed) < SHORTEST:
        raise InputError(field, N_("This needs at least {least} characters. A sentence is fine."), least=SHORTEST)
    if len(typed) > LONGEST:
        raise InputError(field, N_("At most {most} characters fit."), most=LONGEST)
    if _is_easy(typed.casefold(), [word.casefold() for word in known]):
        raise InputError(field, N_("This one is tried first by whoever guesses. Take a sentence of your own."))
    return typed


def same_form(raw: Any) -> str:
    """The password in NFC, so that two keyboards type the same one; "" for what is no text."""
    return unicodedata.normalize("NFC", raw) if isinstance(raw, str) else ""


def _is_easy(typed: str, known: list[str]) -> bool:
    return typed in WHOLE or typed in known or len(set(typed)) < 5 or _repeats(typed) or _one_word(typed)


def _one_word(typed: str) -> bool:
    """Whether its letters are a word that everybody takes, perhaps twice, and little else: Password2026!, dragon.dragon."""
    letters = "".join(c for c in typed if c.isalpha())
    if len(typed) - len(letters) > MOST_DECORATION:
        return False
    half = letters[: len(letters) // 2]
    return letters in WORDS or (half in WORDS and letters == half * 2)


def _repeats(typed: str) -> bool:
    """Whether it is a short piece again and again, as in abcabcabcabc."""
    return any(typed == (typed[:n] * len(typed))[: len(typed)] for n in range(1, 5))
