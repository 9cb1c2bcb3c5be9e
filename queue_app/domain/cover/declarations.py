"""Declarations: each member says what they can do, can teach or want to learn, for all areas of the team at once.

A declaration counts from the day on which it is made. Repeating it extends it.
"""

from collections.abc import Collection, Mapping
from datetime import date

from queue_app.domain.errors import N_, InputError

Saying = tuple[str, date]
KINDS = {"can": N_("I can"), "teach": N_("I can teach it"), "learn": N_("I want to learn it")}
"""{kind of declaration: its label}."""
MOST = 200


def new_declarations(by_kind: Mapping[str, Collection[int]], listed: Collection[int], today: date) -> dict[int, Saying]:
    """{area: (kind, day)}. `by_kind` has the areas (ids) by kind, `listed` the active ones. Raises InputError."""
    sayings: dict[int, Saying] = {}
    for kind in KINDS:
        for area in by_kind.get(kind, ()):
            if area not in listed:
                raise InputError(kind, N_("One area is not on the team's list. Choose areas from the list."))
            if area in sayings:
                raise InputError(kind, N_("Choose one answer for each area: can, can teach, or want to learn."))
            sayings[area] = (kind, today)
    return sayings
