"""The pages of an import: upload, preview and result.

The file itself is parsed before a connection is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.importing.file import Choices
from queue_app.domain.importing.items import NewRows, new_rows
from queue_app.domain.importing.names import suggest_members
from queue_app.domain.importing.preview import Preview
from queue_app.domain.queue.item import State
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.values import Frame, Room
from queue_app.store.importing import items
from queue_app.store.importing.uploads import Upload
from queue_app.store.team.members import who_work

ITEMS_A_SECOND = 5_000


@dataclass(frozen=True, slots=True)
class ImportScreen:
    """The upload page."""

    frame: Frame
    room: Room


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """The preview in numbers: items by state, rows left out, distinct names in the file."""

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
        """The estimated duration in steps of five seconds, if it is long enough to show.

        Measured on a small, busy machine.
        """
        return self.items // ITEMS_A_SECOND // 5 * 5


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name in the file and the id of its member; None: a former person."""

    name: str
    member: int | None = None


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    """The preview.

    `coming` is None while the file has an error. Each of the `names` can be matched to one of the `members` (id, name).
    """

    frame: Frame
    room: Room
    key: str
    name: str
    choices: Choices
    preview: Preview
    coming: ImportCounts | None
    names: tuple[NameLine, ...] = ()
    members: tuple[tuple[int, str], ...] = ()

    @property
    def asks_for_room(self) -> bool:
        """Whether more rows are in progress than there is room."""
        return self.coming is not None and self.coming.in_progress > self.room.free


@dataclass(frozen=True, slots=True)
class ResultScreen:
    """The result page; `result` is the answer of the import."""

    frame: Frame
    name: str
    result: Mapping[str, Any]


MOST_NAMES = 60
"""Names that the preview asks about. A member claims the others on the cover page with "that was me"."""


def import_screen(connection: Connection, viewer: Viewer) -> ImportScreen:
    """The upload page for this viewer."""
    scene = read_full_scene(connection, viewer)
    return ImportScreen(scene.frame, scene.room)


def preview_screen(
    connection: Connection, viewer: Viewer, upload: Upload, choices: Choices, preview: Preview
) -> PreviewScreen:
    """What the file would change in this team now."""
    scene = read_full_scene(connection, viewer)
    screen = PreviewScreen(scene.frame, scene.room, upload.key, upload.name, choices, preview, None)
    if not preview.importable:
        return screen
    rows = preview.rows
    new = new_rows(
        rows, items.known_references(connection, viewer.team, [row.reference for row in rows if row.reference])
    )
    members = who_work(connection, viewer.team)
    return replace(screen, coming=_coming(new), names=_names(new, choices, members), members=tuple(members.items()))


def result_screen(connection: Connection, viewer: Viewer, upload: Upload) -> ResultScreen:
    """The result of an import."""
    return ResultScreen(read_full_scene(connection, viewer).frame, upload.name, upload.mapping["result"])


def _names(new: NewRows, choices: Choices, members: Mapping[int, str]) -> tuple[NameLine, ...]:
    """The first names, those of members first; by the stored choice, else by the match of names."""
    proposed = suggest_members({name for row in new.rows for name in row.people}, members)
    matches = proposed if choices.members is None else choices.members
    return tuple(NameLine(name, matches.get(name)) for name in islice(proposed, MOST_NAMES))


def _coming(new: NewRows) -> ImportCounts:
    states = {state.value: sum(row.state is state for row in new.rows) for state in State}
    return ImportCounts(
        **states,
        known=new.known,
        repeated=new.repeated,
        people=len({name for row in new.rows for name in row.people}),
        areas=len({name.casefold() for row in new.rows for name in row.areas}),
    )
