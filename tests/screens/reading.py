"""Looking at the screens as somebody of the cast."""

from collections.abc import Callable
from typing import Any

from queue_app.screens.forecast.asked import Question
from queue_app.screens.forecast.forecast import ForecastScreen, forecast_screen
from queue_app.screens.frame import Viewer
from queue_app.store.cover.facts import team_cover
from queue_app.usecases.actions import ACTIONS
from tests.cast import Cast

RIGHTS = {action.name.replace("-", "_"): action.right for action in ACTIONS.values()}


def look(
    cast: Cast, screen: Callable[..., Any], by: int | None = None, *args: Any, covers: Any = team_cover, **further: Any
) -> Any:
    """The screen as that person sees it now; Alice unless said."""
    who = cast.alice if by is None else by
    viewer = Viewer(cast.team, who, cast.now, RIGHTS, forecasts=cast.forecasts, covers=covers)
    with cast.doors.reading() as conn:
        return screen(conn, viewer, *args, **further)


def ask(cast: Cast, **question: Any) -> ForecastScreen:
    """The forecast page for this question."""
    screen: ForecastScreen = look(cast, forecast_screen, None, Question(**question))
    return screen
