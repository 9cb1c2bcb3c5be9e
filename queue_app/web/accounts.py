"""What a form says of a new account."""

from collections.abc import Mapping

from queue_app.domain import inputs
from queue_app.domain.sign_in.passwords import password
from queue_app.service.process.passwords import passwords
from queue_app.usecases.team.joining import NewAccount


def typed_account(typed: Mapping[str, str], address: str) -> NewAccount:
    """Name and password from the form. Raises InputError before anything is hashed."""
    name = inputs.line("name", typed.get("name"), inputs.NAME)
    return NewAccount(name, address, passwords().hash(password("password", typed.get("password"), address, name)))
