"""Areas: an item has up to three areas of the team's list. An area is archived, renamed or merged, never deleted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from queue_app.domain.errors import N_, InputError
from queue_app.domain.refusals import TooManyAreas

MOST = 3


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the team. Archived areas are on no list; a merged area is archived too."""

    id: int
    name: str
    archived_at: datetime | None = None
    merged_into: int | None = None

    def archived(self, at: datetime) -> "Area":
        """The archived area; an earlier archive date stays."""
        return replace(self, archived_at=self.archived_at or at)

    def back(self) -> "Area":
        """The area, active again."""
        return replace(self, archived_at=None, merged_into=None)


def merged(area: Area, into: Area, at: datetime) -> Area:
    """`area`, merged into `into`. Raises InputError."""
    if area.id == into.id:
        raise InputError("into", N_("Choose two different areas."))
    if into.archived_at is not None:
        raise InputError("into", N_("“{name}” is archived. Bring it back first or choose another one."), name=into.name)
    return replace(area.archived(at), merged_into=into.id)


def tagged(title: str, present: Sequence[int], chosen: Sequence[int], adds: bool) -> tuple[int, ...]:
    """The areas of an item that gets the `chosen` ones. `adds`: it keeps its `present` ones. Raises TooManyAreas."""
    areas = tuple(dict.fromkeys((*present, *chosen))) if adds else tuple(chosen)
    if len(areas) > MOST:
        raise TooManyAreas(title=title, count=len(areas), most=MOST)
    return areas


def check_areas(areas: Sequence[int], listed: Collection[int], present: Collection[int] = ()) -> tuple[int, ...]:
    """The chosen areas (ids) without repetition. Raises InputError.

    `listed` are the active areas. An archived area that the item has already (`present`) may stay.
    """
    chosen = tuple(dict.fromkeys(areas))
    if len(chosen) > MOST:
        raise InputError("areas", N_("An item can have up to three areas. Remove some."))
    if not {*listed, *present}.issuperset(chosen):
        raise InputError("areas", N_("One area is not on the team's list. Choose areas from the list."))
    return chosen
