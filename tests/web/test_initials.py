"""The disc of a person: initials of any name, and a colour that stays."""

import pytest

from queue_app.web.html.initials import TINTS, initials, tint


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ruth", "RU"), ("Ana María López", "AL"), ("  lin  ", "LI"), ("Jean-Luc", "JE"), ("Ö", "Ö"), ("李小龙", "李小"),
        ("O'Neil (Ops)", "OO"), ("ß", "SS"), ("!!", "?"), ("", "?"),
    ],
)  # fmt: skip
def test_a_disc_shows_at_most_two_signs_of_the_name(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_name_keeps_its_colour_and_names_differ() -> None:
    assert tint("Ruth") == tint("Ruth")
    assert {tint(f"Person {n}") for n in range(60)} == set(range(1, TINTS + 1))
