"""Areas: what an item touches, none to three of the team's list. An area is archived, renamed or merged, never deleted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from queue_app.domain.errors import N_, InputError

MOST = 3


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the team. An archived one is on no list; one that was merged into another one is archived."""

    id: int
    name: str
    archived_at: datetime | None = None
    merged_into: int | None = None

    def archived(self, at: datetime) -> "Area":
        """Off the list, since the first time that somebody said so."""
        return replace(self, archived_at=self.archived_at or at)

    def back(self) -> "Area":
        """On the list again."""
        return replace(self, archived_at=None, merged_into=None)


def merged(area: Area, into: Area, at: datetime) -> Area:
    """`area`, as a part of `into`. Raises InputError."""
    if area.id == into.id:
        raise InputError("into", N_("Choose two different areas."))
    if into.archived_at is not None:
        raise InputError("into", N_("“{name}” is archived. Bring it back first or choose another one."), name=into.name)
    return replace(area.archived(at), merged_into=into.id)


def checked(areas: Sequence[int], listed: Collection[int], present: Collection[int] = ()) -> tuple[int, ...]:
    """The wanted areas (ids) without repetition. Raises InputError.

    An area that was archived while it stood on the item may stay there: it is among the `present` ones.
    """
    wanted = tuple(dict.fromkeys(areas))
    if len(wanted) > MOST:
        raise InputError("areas", N_("An item can have up to three areas. Remove some."))
    if not {*listed, *present}.issuperset(wanted):
        raise InputError("areas", N_("One area is not on the team's list. Choose areas from the list."))
    return wanted
