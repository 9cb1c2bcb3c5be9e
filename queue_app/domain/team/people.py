"""People's addresses: compared on their casefolded form, so that one person is not two."""

import re
import unicodedata
from typing import Any

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\Z")


def email(field: str, raw: Any) -> str:
    """An e-mail address as it was typed. Raises InputError; whether anybody reads it is not asked."""
    clean = inputs.line(field, raw, inputs.EMAIL)
    if not _EMAIL.match(clean) or len(folded(clean)) > inputs.EMAIL:
        raise InputError(field, N_("This is not an e-mail address. Write it as name@example.org."))
    return clean


def folded(address: str) -> str:
    """What two spellings of the same address have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", address).casefold())
