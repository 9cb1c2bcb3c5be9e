"""An item waits for another one until that is finished. A pull passes over it, as over a blocked item.

No item waits for itself, not even by way of others. Dropping an item does not end the waits for it: people decide whether to
remove the wait or to drop the waiting item too.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from queue_app.domain.errors import N_, Sentence
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import AlreadyWaits, NoSuchWait, NotOpen, TooManyWaits, WaitsForItself, WaitsInACircle

MOST = 20
"""The most waits of one item."""


@dataclass(frozen=True, slots=True)
class Named:
    """An item in a wait. `team`: the name of another team. `hidden`: the reader is not in that team and may not see the item."""

    id: int
    number: int
    title: str
    state: State
    team: str | None = None
    hidden: bool = False

    @property
    def words(self) -> str | Sentence:
        """The item in a sentence."""
        if self.hidden:
            return Sentence(N_("an item of another team"))
        return f"{self.team} #{self.number}" if self.team else f"#{self.number}"


@dataclass(frozen=True, slots=True)
class Edge:
    """One item waits for another (ids) since `at`; `n` counts the waits of an item, 1 to 20."""

    item: int
    on_team: int
    on: int
    n: int
    at: datetime


def holds(state: State) -> bool:
    """Whether an item in this state is still waited for."""
    return state is not State.FINISHED


def new_edge(
    item: Named, on: Named, on_team: int, edges: Sequence[Edge], names: Mapping[int, Named], at: datetime
) -> Edge:
    """The wait of `item` for `on`. `edges`: the waits of `item`, and all that can be reached from `on`. `names`: their items.

    Raises WaitsForItself, NotOpen, AlreadyWaits, TooManyWaits, WaitsInACircle.
    """
    if item.id == on.id:
        raise WaitsForItself
    for one in (item, on):
        if one.state not in (State.WAITING, State.IN_PROGRESS):
            raise NotOpen(title=one.title, state=one.state)
    own = [edge for edge in edges if edge.item == item.id]
    if any(edge.on == on.id for edge in own):
        raise AlreadyWaits(title=item.title, other=on.words)
    edge = Edge(item.id, on_team, on.id, free_place(item, own), at)
    check_circle(edge, edges, {**names, item.id: item, on.id: on})
    return edge


def free_place(item: Named, own: Iterable[Edge]) -> int:
    """The lowest free place among the waits of the item. Raises TooManyWaits."""
    taken = {edge.n for edge in own}
    free = next((n for n in range(1, MOST + 1) if n not in taken), None)
    if free is None:
        raise TooManyWaits(title=item.title, most=MOST)
    return free


def check_circle(new: Edge, edges: Iterable[Edge], names: Mapping[int, Named]) -> None:
    """Check that the new wait closes no circle. Finished items count, as they may be reopened. Raises WaitsInACircle."""
    way = _way(new.on, new.item, edges)
    if way is not None:
        raise WaitsInACircle(path=_said([new.item, *way], names))


def _way(start: int, goal: int, edges: Iterable[Edge]) -> list[int] | None:
    """The shortest way from `start` to `goal` along the edges, both included."""
    following: dict[int, list[int]] = {}
    for edge in edges:
        following.setdefault(edge.item, []).append(edge.on)
    came_from, open_ends = {start: start}, deque([start])
    while open_ends:
        item = open_ends.popleft()
        if item == goal:
            way = [goal]
            while way[-1] != start:
                way.append(came_from[way[-1]])
            return way[::-1]
        for on in following.get(item, ()):
            if on not in came_from:
                came_from[on] = item
                open_ends.append(on)
    return None


def _said(way: Sequence[int], names: Mapping[int, Named]) -> Sentence:
    """The circle in words: "#3 waits for #7, which waits for #3"."""
    words = [names[item].words for item in way]
    rest: str | Sentence = words[-1]
    for word in reversed(words[1:-1]):
        rest = Sentence(N_("{item}, which waits for {other}"), {"item": word, "other": rest})
    return Sentence(N_("{item} waits for {other}"), {"item": words[0], "other": rest})


def wait_of(item: Named, on: int, edges: Iterable[Edge]) -> Edge:
    """The wait of the item for the other one (id). Raises NoSuchWait."""
    for edge in edges:
        if edge.item == item.id and edge.on == on:
            return edge
    raise NoSuchWait(title=item.title)


def to_wait_record(edge: Edge, *, waits: bool) -> dict[str, Any]:
    """The wait as an event stores it. `waits`: whether the item waits after the event."""
    return {"on_team": edge.on_team, "on": edge.on, "n": edge.n, "at": edge.at.isoformat(), "waits": waits}


def edge_of(item: int, record: Mapping[str, Any]) -> Edge:
    """The wait from a record of `to_wait_record`."""
    return Edge(item, record["on_team"], record["on"], record["n"], datetime.fromisoformat(record["at"]))
