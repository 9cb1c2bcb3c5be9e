"""Reads what the pages of an import show. The file itself is looked at before, while no door is open."""

from sqlalchemy import Connection

from queue_app.domain.csv_file import Choices
from queue_app.domain.csv_preview import Preview
from queue_app.domain.importing import new_ones
from queue_app.domain.item import State
from queue_app.store import importing
from queue_app.store.screens.frame_rows import Viewer, scene
from queue_app.store.screens.imports import Coming, ImportScreen, PreviewScreen, ResultScreen
from queue_app.store.uploads import Upload


def import_screen(connection: Connection, viewer: Viewer) -> ImportScreen:
    """The page that takes a file."""
    here = scene(connection, viewer)
    return ImportScreen(here.frame, here.room)


def preview_screen(
    connection: Connection, viewer: Viewer, upload: Upload, choices: Choices, preview: Preview
) -> PreviewScreen:
    """What a file would become in this team now."""
    here = scene(connection, viewer)
    coming = _coming(connection, viewer.team, preview) if preview.sound else None
    return PreviewScreen(here.frame, here.room, upload.key, upload.name, choices, preview, coming)


def result_screen(connection: Connection, viewer: Viewer, upload: Upload) -> ResultScreen:
    """What came of a file."""
    return ResultScreen(scene(connection, viewer).frame, upload.name, upload.mapping["result"])


def _coming(connection: Connection, team: int, preview: Preview) -> Coming:
    rows = preview.rows
    new = new_ones(rows, importing.known(connection, team, [row.reference for row in rows if row.reference]))
    states = {state.value: sum(row.state is state for row in new.rows) for state in State}
    return Coming(
        **states,
        known=new.known,
        repeated=new.repeated,
        people=len({name for row in new.rows for name in row.people}),
        areas=len({name.casefold() for row in new.rows for name in row.areas}),
    )
