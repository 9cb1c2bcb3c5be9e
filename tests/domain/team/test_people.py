"""An address is kept as it was typed and compared without case."""

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.team.people import compared, email, folded


@pytest.mark.parametrize("address", ["a@b", "Ines@Tigers.example", "ines+queue@tigers.example", "zoë@münchen.example"])
def test_an_address_is_kept_as_it_was_typed(address):
    assert email("email", f" {address} ") == address


@pytest.mark.parametrize(
    "address", ["", "ines", "@tigers.example", "ines@", "a b@c", "a@b@c", "x" * 250 + "@b.example", None, 1]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(InputError):
        email("email", address)


def test_two_spellings_of_an_address_are_one():
    assert folded("STRASSE@Example.org") == folded("straße@example.ORG")
    assert folded("zoë@e.org") == folded("zoe\u0308@e.org")


@pytest.mark.parametrize("other", ["ALICE", "  Alice ", "Al\u200bice", "\uff21lice", "A\u00adlice", "alice\u202e"])
def test_names_that_look_alike_are_one(other):  # X12
    assert compared(other) == compared("Alice")
