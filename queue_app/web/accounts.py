"""What a form says of a new account."""

from collections.abc import Mapping

from queue_app.domain import words
from queue_app.domain.passwords import password
from queue_app.service.passwords import passwords
from queue_app.usecases.joining import NewAccount


def typed_account(typed: Mapping[str, str], address: str) -> NewAccount:
    """Name and password from the form. Raises InputError before anything is hashed."""
    name = words.line("name", typed.get("name"), words.NAME)
    return NewAccount(name, address, passwords().hash(password("password", typed.get("password"), address, name)))
