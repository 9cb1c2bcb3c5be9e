"""The dates of waiting items that wait for other items, of any team. Its queries run only if there are such items."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.domain.waits.dates import JointDates, OwnDates, joint_dates
from queue_app.store.waits.edges import Reached, reached_from

Places = Callable[[int, Sequence[int]], Mapping[int, int | None]]
"""{id: n} of waiting items of a team; None for a blocked one."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The source of dates of other teams: their `forecasts` at the moment `now`. `reached`: the waits, if already read."""

    forecasts: Callable[[Connection, int, datetime], TeamForecast]
    now: datetime
    reached: tuple[Reached, ...] | None = None


def waits_from(
    connection: Connection, team: int, items: Sequence[int], elsewhere: Elsewhere | None
) -> Sequence[Reached]:
    """The waits that can be reached from the items. One statement, if they were not read yet."""
    if elsewhere is not None and elsewhere.reached is not None:
        return elsewhere.reached
    return reached_from(connection, team, items, None, holding=True)


def joint(
    team: int,
    items: Mapping[int, int | None],
    reached: Sequence[Reached],
    forecasts: Callable[[int], TeamForecast | None],
    places: Places,
) -> Mapping[int, JointDates]:
    """{id: its dates} for the waiting `items` (id and n) of the team, and all that they wait for."""
    on: defaultdict[int, list[int]] = defaultdict(list)
    for one in reached:
        on[one.edge.item].append(one.edge.on)
    own = {id_: OwnDates(team, n) for id_, n in items.items()}
    for its_team, theirs in _by_team(reached, own):
        waiting = [one.edge.on for one in theirs if one.on.state is State.WAITING]
        at = places(its_team, waiting) if waiting else {}
        for one in theirs:
            own[one.edge.on] = _own(one, forecasts(its_team), at, on)

    def read(its_team: int, n: int) -> Range | None:
        its = forecasts(its_team)
        return its.range(n) if its else None

    return joint_dates(own, on, read)


def _by_team(reached: Iterable[Reached], known: Mapping[int, OwnDates]) -> list[tuple[int, list[Reached]]]:
    """The items that are waited for and have no known dates yet, each once, by team."""
    by_team: defaultdict[int, dict[int, Reached]] = defaultdict(dict)
    for one in reached:
        if one.edge.on not in known:
            by_team[one.edge.on_team].setdefault(one.edge.on, one)
    return [(team, list(items.values())) for team, items in by_team.items()]


def _own(
    one: Reached, its: TeamForecast | None, at: Mapping[int, int | None], on: Mapping[int, Sequence[int]]
) -> OwnDates:
    """The dates of an item that others wait for, without its own waits. A running item that waits has none, like a blocked
    one."""
    team, row = one.edge.on_team, one.row
    if one.on.state is State.WAITING:
        return OwnDates(team, at.get(one.edge.on))
    stuck = row["on_block_id"] is not None or one.edge.on in on
    runs = one.on.state is State.IN_PROGRESS and row["on_started_on"] is not None and not stuck
    return OwnDates(team, None, its.likely(row["on_started_on"]) if runs and its else None)
