"""Looking at the screens as somebody of the cast, and counting what that costs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from queue_app.store.engine import Doors
from queue_app.store.screens.frame_rows import Viewer
from queue_app.usecases.actions import ACTIONS
from tests.cast import Cast

RIGHTS = {action.name: action.right for action in ACTIONS.values()}


def look(cast: Cast, screen: Callable[..., Any], by: int | None = None, *args: Any, **further: Any) -> Any:
    """The screen as that person sees it now; Alice unless said."""
    viewer = Viewer(cast.team, cast.alice if by is None else by, cast.now, RIGHTS)
    with cast.doors.reading() as conn:
        return screen(conn, viewer, *args, **further)


@contextmanager
def statements(doors: Doors) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, without the beginning of the transaction."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(doors.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(doors.engine, "before_cursor_execute", note)
