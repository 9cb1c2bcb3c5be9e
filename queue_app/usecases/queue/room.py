"""Room between two neighbours: what cannot be put into its spot is put there again after a window around it was spread."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from queue_app.domain.queue.order import Spot
from queue_app.store.queue import room
from queue_app.usecases.tx import Tx


class HasSpot(Protocol):
    """Facts that say where something goes."""

    @property
    def spot(self) -> Spot: ...


Facts = TypeVar("Facts", bound=HasSpot)
Put = TypeVar("Put")


def with_room(
    tx: Tx, coming: Callable[[Facts], int], facts_now: Callable[[], Facts], put: Callable[[Facts], Put | None]
) -> tuple[Facts, Put]:
    """The facts and what `put` made of them. None from `put` means that the spot has no room for as many as are `coming`."""
    while True:
        facts = facts_now()
        done = put(facts)
        if done is not None:
            return facts, done
        room.make_room(tx.conn, tx.team.id, facts.spot, coming(facts))
