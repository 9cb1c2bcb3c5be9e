"""Looking at the screens as somebody of the cast."""

from collections.abc import Callable
from typing import Any

from queue_app.store.screens.frame_rows import Viewer
from queue_app.usecases.actions import ACTIONS
from tests.cast import Cast

RIGHTS = {action.name.replace("-", "_"): action.right for action in ACTIONS.values()}


def look(cast: Cast, screen: Callable[..., Any], by: int | None = None, *args: Any, **further: Any) -> Any:
    """The screen as that person sees it now; Alice unless said."""
    viewer = Viewer(cast.team, cast.alice if by is None else by, cast.now, RIGHTS, forecasts=cast.forecasts)
    with cast.doors.reading() as conn:
        return screen(conn, viewer, *args, **further)
