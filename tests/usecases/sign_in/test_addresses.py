"""An address is kept as it was typed, and compared without case and in the form that browsers send."""

import pytest

from queue_app.domain.errors import InputError
from queue_app.store.sign_in import people
from queue_app.store.sign_in.address_fold import folded
from queue_app.usecases.sign_in.addresses import email
from queue_app.usecases.transaction import in_transaction


@pytest.mark.parametrize(
    "address",
    [
        "a@b", "Ines@Tigers.example", "ines+queue@tigers.example", "zoë@münchen.example", "o'neil@queue.local", "bob@localhost",
        "ida@xn--mller-kva.example",
    ],
)  # fmt: skip
def test_an_address_is_kept_as_it_was_typed(address):
    assert email("email", f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        "", "ines", "@tigers.example", "ines@", "a b@c", "a@b@c", "x" * 250 + "@b.example", None, 1, "<ivan@example.org>",
        "mailto:ivan@example.org", "ivan@example..org", "Ivan <ivan@example.org>", "ivan@.example.org", "ivan@example.org,",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(address):  # W3
    with pytest.raises(InputError):
        email("email", address)


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u202e", "\u2060", "\ufeff"])
def test_an_invisible_character_is_named(unseen):  # W3
    with pytest.raises(InputError, match="invisible character"):
        email("email", f"iv{unseen}an@example.org")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("STRASSE@Example.org", "straße@example.ORG"),
        ("zoë@e.org", "zoe\u0308@e.org"),
        ("ida@müller.example", "ida@xn--mller-kva.example"),
        ("ida@MU\u0308LLER.example", "IDA@xn--mller-kva.Example"),
        ("ida@faß.example", "ida@xn--fa-hia.example"),
        ("ida\u200b@e.org", "ida@e.org"),
    ],
)
def test_two_spellings_of_an_address_are_one(one, other):  # W3
    assert folded(one) == folded(other)


@pytest.mark.parametrize("odd", ["", "@", "ida@\u2024..", "ida@" + "ü" * 10_000, "ida@-ü-", "a" * 300])
def test_no_address_is_too_odd_to_be_compared(odd):
    assert folded(odd) == folded(odd.upper()) or odd.upper().casefold() != odd.casefold()


def test_an_account_is_found_by_the_address_that_the_browser_sends(cast):  # W3
    def make(conn):
        return people.create(conn, "Ida", "ida@müller.example", None, cast.now)

    ida = in_transaction(cast.doors, make)
    with cast.doors.reading() as conn:
        assert people.by_email(conn, "ida@xn--mller-kva.example").id == ida
        assert people.by_email(conn, "IDA@MÜLLER.example").id == ida
