"""The question before the example team is removed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, select

from queue_app.domain.refusals import NoExample
from queue_app.domain.team.team import RESTORABLE
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.values import Frame
from queue_app.store.tables import ITEM, MEMBERSHIP, TEAM


@dataclass(frozen=True, slots=True)
class ExampleScreen:
    """`items`: how many are removed with the team. `only_team`: the person is in no other team. `minutes`: how long it can
    be restored."""

    frame: Frame
    items: int
    only_team: bool
    minutes: int = RESTORABLE // timedelta(minutes=1)


_COUNTS: Select[Any] = select(
    select(func.count()).select_from(ITEM).where(ITEM.c.team_id == bindparam("team")).scalar_subquery().label("items"),
    exists()
    .where(
        and_(MEMBERSHIP.c.person_id == bindparam("person"), MEMBERSHIP.c.team_id == TEAM.c.id),
        TEAM.c.id != bindparam("team"),
        TEAM.c.archived_at.is_(None),
    )
    .label("elsewhere"),
)


def example_screen(connection: Connection, viewer: Viewer) -> ExampleScreen:
    """The page. Raises NoExample for a real team, which cannot be removed."""
    scene = read_full_scene(connection, viewer)
    if not scene.frame.team.example:
        raise NoExample
    row = connection.execute(_COUNTS, {"team": viewer.team, "person": viewer.person}).one()
    return ExampleScreen(scene.frame, row.items, not row.elsewhere)
