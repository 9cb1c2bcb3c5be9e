"""Names and e-mail addresses of people. They are compared in folded form, so that no two look the same."""

import re
import unicodedata
from typing import Any

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\Z")


def email(field: str, raw: Any) -> str:
    """An e-mail address as typed. Raises InputError. It does not check that the mailbox exists."""
    clean = inputs.line(field, raw, inputs.EMAIL)
    if not _EMAIL.match(clean) or len(folded(clean)) > inputs.EMAIL:
        raise InputError(field, N_("This is not an e-mail address. Write it as name@example.org."))
    return clean


def folded(address: str) -> str:
    """The form for comparison, equal for all spellings of an address."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", address).casefold())


def compared(name: str) -> str:
    """The form for comparing names: without case, width and the characters of format that nobody sees (Cf)."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", seen).casefold()).split())
