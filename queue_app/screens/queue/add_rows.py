"""Reads the page that adds items."""

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from queue_app.screens.frame_rows import Viewer, scene
from queue_app.screens.queue.add import AddScreen
from queue_app.screens.queue.parts_rows import team_areas
from queue_app.store.tables import ITEM

_TEAM: BindParameter[int] = bindparam("team")
_OPEN = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))


def add_screen(connection: Connection, viewer: Viewer) -> AddScreen:
    """The page as this person sees it. Raises NotFound."""
    seen = scene(connection, viewer)
    opened = connection.execute(_OPEN, {"team": viewer.team}).scalar_one()
    return AddScreen(seen.frame, team_areas(connection, viewer.team), opened - seen.room.running)
