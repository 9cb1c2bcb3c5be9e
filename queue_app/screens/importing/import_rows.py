"""Reads what the pages of an import show. The file itself is looked at before, while no door is open."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection

from queue_app.domain.importing.file import Choices
from queue_app.domain.importing.items import New, new_ones
from queue_app.domain.importing.names import offered
from queue_app.domain.importing.preview import Preview
from queue_app.domain.queue.item import State
from queue_app.screens.frame_rows import Viewer, scene
from queue_app.screens.importing.imports import Coming, ImportScreen, NameLine, PreviewScreen, ResultScreen
from queue_app.store.importing import items
from queue_app.store.importing.uploads import Upload
from queue_app.store.team.members import who_work

MOST_NAMES = 60
"""So many names are asked about; of the others a member says "that was me" on the cover page."""


def import_screen(connection: Connection, viewer: Viewer) -> ImportScreen:
    """The page that takes a file."""
    here = scene(connection, viewer)
    return ImportScreen(here.frame, here.room)


def preview_screen(
    connection: Connection, viewer: Viewer, upload: Upload, choices: Choices, preview: Preview
) -> PreviewScreen:
    """What a file would become in this team now."""
    here = scene(connection, viewer)
    shown = PreviewScreen(here.frame, here.room, upload.key, upload.name, choices, preview, None)
    if not preview.sound:
        return shown
    rows = preview.rows
    new = new_ones(rows, items.known(connection, viewer.team, [row.reference for row in rows if row.reference]))
    members = who_work(connection, viewer.team)
    return replace(shown, coming=_coming(new), names=_names(new, choices, members), members=tuple(members.items()))


def result_screen(connection: Connection, viewer: Viewer, upload: Upload) -> ResultScreen:
    """What came of a file."""
    return ResultScreen(scene(connection, viewer).frame, upload.name, upload.mapping["result"])


def _names(new: New, choices: Choices, members: Mapping[int, str]) -> tuple[NameLine, ...]:
    """The first names, those of members before others: as they were chosen, else as the names propose it."""
    found = offered({name for row in new.rows for name in row.people}, members)
    said = found if choices.members is None else choices.members
    return tuple(NameLine(name, said.get(name)) for name in islice(found, MOST_NAMES))


def _coming(new: New) -> Coming:
    states = {state.value: sum(row.state is state for row in new.rows) for state in State}
    return Coming(
        **states,
        known=new.known,
        repeated=new.repeated,
        people=len({name for row in new.rows for name in row.people}),
        areas=len({name.casefold() for row in new.rows for name in row.areas}),
    )
