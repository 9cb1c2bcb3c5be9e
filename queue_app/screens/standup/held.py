"""The items of the stand-up that wait for others: those in progress, and those that wait for a dropped item, so people decide."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, String, bindparam, cast, func, literal_column, select

from queue_app.screens.frame import Viewer
from queue_app.screens.queue.positions import positions
from queue_app.screens.standup.runs import Runs
from queue_app.screens.values import Headcount
from queue_app.screens.waits.shown import WaitShown, waits_shown
from queue_app.store.tables import ITEM, WAIT
from queue_app.store.waits.edges import Reached, reached_from


@dataclass(frozen=True, slots=True)
class HeldRow:
    """An item that waits for others. `position` is None while it runs; then `on` is the number of people on it."""

    number: int
    title: str
    waits: tuple[WaitShown, ...]
    on: Headcount | None = None
    position: int | None = None

    @property
    def asks(self) -> bool:
        """Whether people have to decide, because an item that it waits for was dropped."""
        return any(wait.asks for wait in self.waits)


MOST = 50

_TEAM: BindParameter[int] = bindparam("team")
_ON = ITEM.alias("dropped")
_STATE_ELSEWHERE = (
    select(_ON.c.state).where(_ON.c.team_id == WAIT.c.on_team_id, _ON.c.id == WAIT.c.on_item_id).scalar_subquery()
)
_RANK = (
    select(ITEM.c.rank)
    .where(ITEM.c.team_id == WAIT.c.team_id, ITEM.c.id == WAIT.c.item_id, ITEM.c.state == "waiting")
    .scalar_subquery()
)
_FOR_DROPPED = (
    select(WAIT.c.item_id.label("id"))
    .where(WAIT.c.team_id == _TEAM, _STATE_ELSEWHERE == "dropped", _RANK.is_not(None))
    .group_by(WAIT.c.item_id)
    .order_by(func.min(_RANK))
    .limit(MOST)
    .subquery("undecided")
)
UNDECIDED = select(
    func.aggregate_strings(cast(_FOR_DROPPED.c.id, String), literal_column("','"))  # type: ignore[arg-type]
).scalar_subquery()
"""The ids, in one text, of the waiting items of the team that wait for a dropped one."""


def held_rows(connection: Connection, viewer: Viewer, runs: Runs, undecided: str | None) -> tuple[HeldRow, ...]:
    """The rows, those in progress first; `undecided` is the value of `UNDECIDED`. Two statements, none where nothing waits."""
    asking = [int(id_) for id_ in undecided.split(",")] if undecided else []
    running = {row["id"]: row for row in runs.rows if row["held"]}
    reached = reached_from(connection, viewer.team, [*running, *asking], viewer.in_other_teams, holding=True)
    shown, named = waits_shown(reached, viewer.team), _named(reached)
    at = positions(connection, viewer.team, asking)
    return tuple(
        HeldRow(*named[id_], shown[id_], runs.on(running[id_]) if id_ in running else None, at.get(id_))
        for id_ in [*running, *asking]
        if id_ in shown
    )


def _named(reached: list[Reached]) -> dict[int, tuple[int, str]]:
    return {one.waiter.id: (one.waiter.number, one.waiter.title) for one in reached}
