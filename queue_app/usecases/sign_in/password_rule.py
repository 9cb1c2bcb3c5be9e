"""The rule for new passwords: long, any Unicode, and hard to guess even if one knows the user and the team.

It needs a library, so it is not in `domain/`.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import N_, InputError
from queue_app.domain.folding import compared
from queue_app.store.sign_in import people
from queue_app.store.team import members

SHORTEST, LONGEST = 12, 256
SCORED = 72
"""Characters that are scored: the estimate takes more than linear time. A longer password is never weaker than its beginning."""
BEST_SCORE = 4

_WORD = re.compile(r"\w+")


def new_password(field: str, raw: Any, guessable: Iterable[str] = ()) -> str:
    """The password in NFC. Raises InputError if it is too short, too long or easy to guess.

    `guessable`: words that an attacker would try, such as name, address and team.
    """
    typed = normalised(raw)
    if len(typed) < SHORTEST:
        raise InputError(field, N_("Use at least {least} characters. A sentence is fine."), least=SHORTEST)
    if len(typed) > LONGEST:
        raise InputError(field, N_("Use at most {most} characters."), most=LONGEST)
    if _score(typed, guessable) < BEST_SCORE:
        raise InputError(field, N_("This password is easy to guess. Use a longer sentence of your own."))
    return typed


def normalised(raw: Any) -> str:
    """The password in NFC, so that all keyboards give the same text; "" for invalid text."""
    return unicodedata.normalize("NFC", raw) if isinstance(raw, str) else ""


def words_about(connection: Connection, person: int) -> list[str]:
    """Name, address and teams of a person, as the `guessable` words of `new_password`."""
    account = people.by_id(connection, person)
    return [*((account.name, account.email) if account else ()), *members.team_names_of(connection, person)]


def _score(typed: str, guessable: Iterable[str]) -> int:
    """The lower score of the password as typed and as read: wide letters and invisible characters must not hide a common one."""
    from zxcvbn import zxcvbn

    guesses = _guesses(guessable)
    spellings = {spelling[:SCORED] for spelling in (typed, compared(typed))}
    return min(int(zxcvbn(spelling, guesses, SCORED)["score"]) for spelling in spellings)


def _guesses(guessable: Iterable[str]) -> list[str]:
    texts = ["topmost", *guessable]
    texts += [compared(text) for text in texts]
    return [*texts, *(word for text in texts for word in _WORD.findall(text))]
