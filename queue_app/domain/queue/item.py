"""The work item as a value, and what each verb does to it. Each verb's module decides whether it is allowed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from queue_app.domain.errors import N_

SECOND_RUN_AFTER_WORKING_DAYS = 5
"""An item that has waited longer since it was put back starts a second run, with a new age."""


class State(StrEnum):
    """The state of an item. Blocked is a flag, not a state."""

    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    DROPPED = "dropped"


STATE_LABELS = {
    State.WAITING: N_("waiting"),
    State.IN_PROGRESS: N_("in progress"),
    State.FINISHED: N_("finished"),
    State.DROPPED: N_("dropped"),
}
"""The labels of the states."""


@dataclass(frozen=True, slots=True)
class Item:
    """A work item. `rank` and `under` are its place: `under` is the id of the open item directly above (None: it is on top).

    `agent_slot`: the agent slot that it takes if an agent pulled it. `people_only`: why agents may not pull it. `ready`: what
    an agent left to be looked at.
    """

    id: int
    number: int
    title: str
    state: State = State.WAITING
    rank: int | None = None
    under: int | None = None
    slot: int | None = None
    urgent: bool = False
    placed: bool = True
    imported: bool = False
    improvement: bool = False
    origin_id: int | None = None
    block_id: int | None = None
    reason_kind: str | None = None
    reason: str | None = None
    company: str | None = None
    agent_slot: int | None = None
    people_only: str | None = None
    ready: str | None = None
    run: int = 0
    version: int = 1
    started_at: datetime | None = None
    started_on: date | None = None
    put_back_at: datetime | None = None
    finished_at: datetime | None = None
    finished_on: date | None = None
    dropped_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it waits or is in progress, and so has a place in the order."""
        return self.state in (State.WAITING, State.IN_PROGRESS)

    @property
    def blocked(self) -> bool:
        """Whether it has an open block."""
        return self.block_id is not None

    def at(self, rank: int, under: int | None) -> "Item":
        """The item at another place of the order."""
        return replace(self, rank=rank, under=under)

    def started(
        self, slot: int, at: datetime, on: date, *, second_run: bool = False, agent_slot: int | None = None
    ) -> "Item":
        """The item in progress since `at`, on the team's day `on`. Its age counts from the first pull, except in a second run."""
        again = self.started_on is not None and not second_run
        return replace(
            self,
            state=State.IN_PROGRESS,
            slot=slot,
            agent_slot=agent_slot,
            placed=True,
            run=self.run + 1,
            put_back_at=None,
            started_at=self.started_at if again else at,
            started_on=self.started_on if again else on,
        )

    def put_back(self, at: datetime) -> "Item":
        """The item waiting again, at the place it kept."""
        return replace(self._out_of_its_slot(), state=State.WAITING, put_back_at=at)

    def _out_of_its_slot(self) -> "Item":
        return replace(self, slot=None, agent_slot=None, company=None, ready=None)

    def finished(self, at: datetime, on: date) -> "Item":
        """The item out of the order, finished at `at` on the team's day `on`."""
        return replace(self._closed(), state=State.FINISHED, finished_at=at, finished_on=on)

    def dropped(self, at: datetime) -> "Item":
        """The item out of the order, dropped: never a completion."""
        return replace(self._closed(), state=State.DROPPED, dropped_at=at)

    def _closed(self) -> "Item":
        return replace(self._out_of_its_slot(), rank=None, under=None, urgent=False, placed=True, block_id=None)

    def waiting_again(self, at: datetime) -> "Item":
        """The finished or dropped item waiting again; its first start is kept as after a put back."""
        waits_since = self.put_back_at or at if self.started_on is not None else None
        open_again = replace(self, finished_at=None, finished_on=None, dropped_at=None)
        return replace(open_again, state=State.WAITING, put_back_at=waits_since)
