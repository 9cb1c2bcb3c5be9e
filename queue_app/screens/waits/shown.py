"""The waits of an item in both directions, as the viewer may see them: items of other teams only if the viewer is in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping

from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.order import Target
from queue_app.domain.waits.wait import Named, holds
from queue_app.screens.frame import Viewer
from queue_app.screens.queue.cost import CostShown, cost_of_move
from queue_app.store.waits.edges import Reached, needed_by, reached_from


@dataclass(frozen=True, slots=True)
class Waited:
    """The other item of a wait. `number` and `title` are None for an item of a team that the viewer is not in; `team` (number and
    name) is another team."""

    state: State
    number: int | None = None
    title: str | None = None
    team: int | None = None
    team_name: str | None = None


@dataclass(frozen=True, slots=True)
class WaitShown:
    """A wait of an item; `id` names it in actions. `against`: the other item is below it in the order, and `cost` is what
    it costs to put that one above."""

    id: int
    on: Waited
    since: datetime
    finished_on: date | None = None
    against: bool = False
    cost: CostShown | None = None

    @property
    def holds(self) -> bool:
        """Whether it is still waited for."""
        return self.on.state is not State.FINISHED

    @property
    def asks(self) -> bool:
        """Whether people have to decide: the other item was dropped, and so is never finished."""
        return self.on.state is State.DROPPED


NOTHING_WAITED: Mapping[int, tuple[WaitShown, ...]] = {}
MOST_COSTS = 3
"""The largest number of costs on a page: each reads the order."""


def waits_shown(reached: Sequence[Reached], team: int) -> Mapping[int, tuple[WaitShown, ...]]:
    """{item id: its waits} of the items of the team."""
    shown: defaultdict[int, tuple[WaitShown, ...]] = defaultdict(tuple)
    for one in reached:
        if one.team == team:
            shown[one.edge.item] += (_shown(one, team),)
    return shown


def with_costs(
    connection: Connection,
    team: int,
    team_forecast: TeamForecast,
    numbers: Mapping[int, int],
    waits: Mapping[int, tuple[WaitShown, ...]],
) -> Mapping[int, tuple[WaitShown, ...]]:
    """The waits with the cost of moving the first few items above those that wait for them. `numbers`: {item id: its number}."""
    left = MOST_COSTS
    dated = dict(waits)
    for item, shown in waits.items():
        for n, wait in enumerate(shown):
            if wait.against and wait.on.number is not None and left:
                left -= 1
                cost = cost_of_move(connection, team, team_forecast, [wait.on.number], Target(above=numbers[item]))
                dated[item] = (*dated[item][:n], replace(wait, cost=cost), *dated[item][n + 1 :])
    return dated


@dataclass(frozen=True, slots=True)
class ItemWaits:
    """What an item waits for, finished items too, and what waits for it: `needed_by` and `others` of other teams that the viewer
    is not in; `needed` counts the items of other teams."""

    waits: tuple[WaitShown, ...] = ()
    needed_by: tuple[Waited, ...] = ()
    others: int = 0
    needed: int = 0

    @property
    def held(self) -> bool:
        """Whether it waits for an item that is not finished."""
        return any(wait.holds for wait in self.waits)


NO_WAITS = ItemWaits()


def item_waits(
    connection: Connection, viewer: Viewer, item: Item, row: RowMapping
) -> tuple[ItemWaits, tuple[Reached, ...]]:
    """The waits of one item to show, and all its direct and indirect waits, which its dates need.

    `row` has the columns of `waits_at_all`. Two statements, none where there are no waits, and
    more for the cost of putting another item above.
    """
    team, reader = viewer.team, viewer.in_other_teams
    reached = reached_from(connection, team, [item.id], reader, holding=False) if row["waits_for_one"] else []
    needed = needed_by(connection, team, item.id, reader) if row["needed_by_one"] else []
    seen = [_waited(one.waiter, one.team, team) for one in needed]
    named = tuple(waited for waited in seen if waited.number is not None)
    waits = waits_shown(reached, team)
    if any(wait.against for wait in waits.get(item.id, ())):
        team_forecast = viewer.forecasts(connection, team, viewer.now)
        waits = with_costs(connection, team, team_forecast, {item.id: item.number}, {item.id: waits[item.id]})
    shown = ItemWaits(
        waits=waits.get(item.id, ()),
        needed_by=named,
        others=len(seen) - len(named),
        needed=sum(one.team != team for one in needed),
    )
    return shown, tuple(one for one in reached if holds(one.on.state)) if shown.held else ()


def _shown(one: Reached, team: int) -> WaitShown:
    below = one.place is not None and one.row["on_rank"] is not None and one.row["on_rank"] > one.place
    both_wait = one.on.state is State.WAITING and one.waiter.state is State.WAITING
    return WaitShown(
        id=one.edge.on,
        on=_waited(one.on, one.edge.on_team, team),
        since=one.edge.at,
        finished_on=one.row["on_finished_on"],
        against=below and both_wait and one.edge.on_team == team,
    )


def _waited(item: Named, its_team: int, team: int) -> Waited:
    if item.hidden:
        return Waited(item.state)
    if its_team == team:
        return Waited(item.state, item.number, item.title)
    return Waited(item.state, item.number, item.title, its_team, item.team)
