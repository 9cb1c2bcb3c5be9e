"""Declaring: what one can, can teach, wants to learn, said by oneself of the team's areas, all of it at once.

What is said counts from the day on which it is said, so to say it again makes it count for as long again.
"""

from collections.abc import Collection, Mapping
from datetime import date

from queue_app.domain.errors import N_, InputError

Saying = tuple[str, date]
KINDS = {"can": N_("I can"), "teach": N_("I can teach it"), "learn": N_("I want to learn it")}
"""{what one can say of an area: its label}."""
MOST = 200


def said(wanted: Mapping[str, Collection[int]], listed: Collection[int], today: date) -> dict[int, Saying]:
    """{area: what is said of it}, where `wanted` are the areas (ids) by kind and `listed` the active ones. Raises InputError."""
    sayings: dict[int, Saying] = {}
    for kind in KINDS:
        for area in wanted.get(kind, ()):
            if area not in listed:
                raise InputError(kind, N_("One area is not on the team's list. Choose areas from the list."))
            if area in sayings:
                raise InputError(kind, N_("Choose one answer for each area: can, can teach, or want to learn."))
            sayings[area] = (kind, today)
    return sayings
