"""Importing a file: the page that takes it, what it would become, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from queue_app.domain.importing.file import Choices
from queue_app.domain.importing.preview import Preview
from queue_app.screens.values import Frame, Room

ITEMS_A_SECOND = 5_000


@dataclass(frozen=True, slots=True)
class ImportScreen:
    """Before there is a file."""

    frame: Frame
    room: Room


@dataclass(frozen=True, slots=True)
class Coming:
    """How many items would come, by state; what is left out; how many different names there are in the file."""

    waiting: int
    in_progress: int
    finished: int
    dropped: int
    known: int
    repeated: int
    people: int
    areas: int

    @property
    def items(self) -> int:
        return self.waiting + self.in_progress + self.finished + self.dropped

    @property
    def seconds(self) -> int:
        """About how long importing them takes, in fives, when that is long enough to say; seen on a small, busy machine."""
        return self.items // ITEMS_A_SECOND // 5 * 5


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name in the file, and the member (id) who that was; None: a former person."""

    name: str
    member: int | None = None


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    """A file that is there. `coming` is None as long as something is wrong with it. Of each of the `names` one can say which of
    the `members` (id, name) it was.
    """

    frame: Frame
    room: Room
    key: str
    name: str
    choices: Choices
    preview: Preview
    coming: Coming | None
    names: tuple[NameLine, ...] = ()
    members: tuple[tuple[int, str], ...] = ()

    @property
    def asks_for_room(self) -> bool:
        """Whether more is in progress than there is room."""
        return self.coming is not None and self.coming.in_progress > self.room.free


@dataclass(frozen=True, slots=True)
class ResultScreen:
    """What came of a file; `result` as the import answered."""

    frame: Frame
    name: str
    result: Mapping[str, Any]
