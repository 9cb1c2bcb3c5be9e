"""The pages of an import: upload, preview, result, and one import to take back.

The file is read before a connection is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import NotFound
from queue_app.domain.importing.items import ADD
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.import_preview import (
    AskedLine,
    ImportCounts,
    LeftOut,
    NameLine,
    RowShown,
    asked_line,
    coming_of,
    left_out_of,
    name_lines,
    rows_shown,
)
from queue_app.screens.values import Frame, Room
from queue_app.store.importing import acts
from queue_app.store.importing.acts import StoredAct
from queue_app.store.importing.known import new_of
from queue_app.store.importing.under_way import UnderWay
from queue_app.store.importing.uploads import Upload
from queue_app.store.team.members import who_work
from queue_app.usecases.importing.read_file import FileRead
from queue_app.usecases.importing.uploads import UploadState

MOST_TITLES = 20


@dataclass(frozen=True, slots=True)
class ImportScreen:
    """The upload page, with the imports that can be taken back."""

    frame: Frame
    room: Room
    acts: tuple[StoredAct, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    """The preview. Each of the `names` can be matched to one of the `members` (id, name).

    `whole`: the file is a Topmost export that restores a team with its history and settings.
    """

    frame: Frame
    room: Room
    key: str
    name: str
    size: int
    state: UploadState
    read: FileRead
    coming: ImportCounts
    asked: tuple[AskedLine, ...] = ()
    shown: tuple[RowShown | int, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    names: tuple[NameLine, ...] = ()
    members: tuple[tuple[int, str], ...] = ()
    whole: bool = False

    @property
    def asks_for_room(self) -> bool:
        """Whether more rows are in progress than there is room for."""
        return self.coming.in_progress > self.room.free

    @property
    def asked_inputs(self) -> frozenset[str]:
        """The input names of all questions."""
        return frozenset(choice.name for line in self.asked for choice in line.choices)

    @property
    def importable(self) -> bool:
        """Whether there is something to import and nothing prevents it."""
        return bool(self.coming.items) and not self.read.fitted.stopped


@dataclass(frozen=True, slots=True)
class ActScreen:
    """One import. `result`: what it did, shown right after it. `touched`: number and title of items with later events."""

    frame: Frame
    act: StoredAct | None
    touched: tuple[tuple[int, str], ...] = ()
    touched_in_all: int = 0
    result: Mapping[str, Any] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class RunningScreen:
    """A running import."""

    frame: Frame
    running: UnderWay


def import_screen(connection: Connection, viewer: Viewer) -> ImportScreen:
    """The upload page for this viewer."""
    scene = read_full_scene(connection, viewer)
    return ImportScreen(scene.frame, scene.room, acts.list_acts(connection, viewer.team))


def preview_screen(
    connection: Connection, viewer: Viewer, upload: Upload, state: UploadState, read: FileRead, *, whole: bool
) -> PreviewScreen:
    """What the file would change in the team now."""
    scene = read_full_scene(connection, viewer)
    skip = state.answers.given.get("known") != ADD
    new = new_of(connection, viewer.team, read.fitted.rows, skip_alike=skip)
    members = who_work(connection, viewer.team)
    return PreviewScreen(
        scene.frame,
        scene.room,
        upload.key,
        upload.name,
        len(upload.content),
        state,
        read,
        coming_of(new),
        tuple(asked_line(question, state) for question in state.asked),
        tuple(rows_shown(new.rows)),
        tuple(left_out_of(read)),
        name_lines(new, state.answers, members),
        tuple(members.items()),
        whole,
    )


def result_screen(connection: Connection, viewer: Viewer, upload: Upload) -> ActScreen:
    """The result of an import, which can be taken back here."""
    result = upload.mapping["result"]
    frame = read_full_scene(connection, viewer).frame
    act = acts.find_act(connection, viewer.team, result["act"]) if result.get("act") else None
    return _with_touched(connection, viewer.team, ActScreen(frame, act, result=result, name=upload.name))


def running_screen(connection: Connection, viewer: Viewer, running: UnderWay) -> RunningScreen:
    """The progress of an import."""
    return RunningScreen(read_full_scene(connection, viewer).frame, running)


def act_screen(connection: Connection, viewer: Viewer, number: int) -> ActScreen:
    """One import. Raises NotFound."""
    act = acts.find_act(connection, viewer.team, number)
    if act is None:
        raise NotFound
    frame = read_full_scene(connection, viewer).frame
    return _with_touched(connection, viewer.team, ActScreen(frame, act, name=act.name))


def _with_touched(connection: Connection, team: int, screen: ActScreen) -> ActScreen:
    if screen.act is None or screen.act.taken_back_at is not None:
        return screen
    touched = acts.touched_titles(connection, team, screen.act)
    first = tuple(touched[:MOST_TITLES])
    return ActScreen(screen.frame, screen.act, first, len(touched), screen.result, screen.name)
