"""The page that adds items: one with a description, or many pasted lines."""

from dataclasses import dataclass

from sqlalchemy import Connection

from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.queue.parts import team_areas
from queue_app.screens.queue.positions import OPEN_ITEMS
from queue_app.screens.values import AreaShown, Frame


@dataclass(frozen=True, slots=True)
class AddScreen:
    """`areas` are the team's active ones; `waiting` counts the waiting items."""

    frame: Frame
    areas: tuple[AreaShown, ...] = ()
    waiting: int = 0


def add_screen(connection: Connection, viewer: Viewer) -> AddScreen:
    """The page for this viewer. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    opened = connection.execute(OPEN_ITEMS, {"team": viewer.team}).scalar_one()
    return AddScreen(scene.frame, team_areas(connection, viewer.team), opened - scene.room.running)
