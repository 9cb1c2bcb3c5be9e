"""The life of an item as data: for every state and verb, the effect on state, place, slot, block, people and times.

A refusal in the table depends on the state alone. `BESIDES` has the refusals that depend on more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from queue_app.domain.errors import Refusal
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import (
    AlreadyBlocked,
    AlreadyOnIt,
    AlreadyUrgent,
    AlreadyWaits,
    AnchorGone,
    CoinAlreadyFlipped,
    EditedMeanwhile,
    LimitOverrun,
    NoSuchWait,
    NotBlocked,
    NotDropped,
    NotFinished,
    NothingToPull,
    NotNext,
    NotOnIt,
    NotOpen,
    NotRunning,
    NotUrgent,
    NotWaiting,
    NotYourNote,
    OpenSteps,
    PlanChanged,
    ReasonMissing,
    ReferenceTaken,
    SameItem,
    TooLateToCorrect,
    TooManyWaits,
    TopChanged,
    WaitsForItself,
    WaitsInACircle,
    WipLimitReached,
)


class Situation(StrEnum):
    """The state of an item, and for open items whether it is blocked."""

    WAITING = "waiting"
    WAITING_BLOCKED = "waiting, blocked"
    RUNNING = "in progress"
    RUNNING_BLOCKED = "in progress, blocked"
    FINISHED = "finished"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a verb on the item itself. `state` None: unchanged."""

    state: State | None = None
    rank: Literal["keeps", "new", "gone"] = "keeps"
    slot: Literal["keeps", "takes", "freed"] = "keeps"
    block: Literal["keeps", "begins", "ends"] = "keeps"
    people: Literal["stay", "one more", "one less", "nobody"] = "stay"
    times: Literal["keep", "starts", "is put back", "finishes", "is dropped", "opens again"] = "keep"


Cell = Effect | type[Refusal]
Row = Mapping[Situation, Cell]

_STAYS = Effect()
_MOVES = Effect(rank="new")
_BACK = Effect(State.WAITING, slot="freed", people="nobody", times="is put back")
_FINISHES = Effect(State.FINISHED, "gone", "freed", "keeps", "nobody", "finishes")
_FINISHES_BLOCKED = Effect(State.FINISHED, "gone", "freed", "ends", "nobody", "finishes")
_OPENS = Effect(State.WAITING, rank="new", times="opens again")


def _row(*cells: Cell) -> Row:
    return dict(zip(Situation, cells, strict=True))


def _waiting(free: Cell, blocked: Cell, otherwise: type[Refusal] = NotWaiting) -> Row:
    return _row(free, blocked, otherwise, otherwise, otherwise, otherwise)


def _running(free: Cell, blocked: Cell) -> Row:
    return _row(NotRunning, NotRunning, free, blocked, NotRunning, NotRunning)


def _open(cell: Cell, otherwise: type[Refusal] = NotOpen) -> Row:
    return _row(cell, cell, cell, cell, otherwise, otherwise)


def _drop() -> Row:
    def dropped(slot: Literal["keeps", "freed"], block: Literal["keeps", "ends"]) -> Effect:
        people: Literal["stay", "nobody"] = "nobody" if slot == "freed" else "stay"
        return Effect(State.DROPPED, "gone", slot, block, people, "is dropped")

    waiting, running = (
        (dropped("keeps", b) for b in ("keeps", "ends")),
        (dropped("freed", b) for b in ("keeps", "ends")),
    )
    return _row(*waiting, *running, NotOpen, NotOpen)


LIFE: Mapping[str, Row] = {
    "move": _open(_MOVES),
    "place": _waiting(_STAYS, _STAYS),
    "coin": _waiting(_MOVES, _MOVES),
    "urgent": _open(_MOVES),
    "calm": _open(_STAYS, NotUrgent),
    "pull": _waiting(
        Effect(State.IN_PROGRESS, slot="takes", people="one more", times="starts"), NothingToPull, NothingToPull
    ),
    "skip": _waiting(_STAYS, NotNext),
    "join": _running(Effect(people="one more"), Effect(people="one more")),
    "leave": _running(Effect(people="one less"), Effect(people="one less")),
    "ask": _open(_STAYS),
    "people_only": _waiting(_STAYS, _STAYS),
    "block": _row(*(Effect(block="begins"), AlreadyBlocked) * 2, NotOpen, NotOpen),
    "edit_block": _row(*(NotBlocked, _STAYS) * 2, NotBlocked, NotBlocked),
    "unblock": _row(*(NotBlocked, Effect(block="ends")) * 2, NotBlocked, NotBlocked),
    "wait_for": _open(_STAYS),
    "stop_waiting": _open(_STAYS),
    "split": _open(_STAYS),
    "put_back": _running(_BACK, _BACK),
    "swap": _running(_BACK, _BACK),
    "finish": _running(_FINISHES, _FINISHES_BLOCKED),
    "drop": _drop(),
    "reopen": _row(NotFinished, NotFinished, NotFinished, NotFinished, _OPENS, NotFinished),
    "restore": _row(NotDropped, NotDropped, NotDropped, NotDropped, NotDropped, _OPENS),
    "plan": _open(_STAYS),
    "step": _open(_STAYS),
    "tick": _open(_STAYS),
    "note": _row(*(_STAYS,) * 6),
    "correct_note": _row(*(_STAYS,) * 6),
    "edit": _row(*(_STAYS,) * 6),
    "areas": _row(*(_STAYS,) * 6),
}
"""{verb: {situation: its effect or its refusal}}; a verb is named like its action, with underscores."""

BESIDES: Mapping[str, tuple[type[Refusal], ...]] = {
    "move": (ReasonMissing, AnchorGone, SameItem),
    "coin": (CoinAlreadyFlipped, SameItem),
    "urgent": (AlreadyUrgent,),
    "calm": (NotUrgent,),
    "pull": (WipLimitReached, NothingToPull, TopChanged),
    "skip": (NotNext,),
    "join": (AlreadyOnIt,),
    "leave": (NotOnIt,),
    "wait_for": (WaitsForItself, AlreadyWaits, TooManyWaits, WaitsInACircle),
    "stop_waiting": (NoSuchWait,),
    "swap": (LimitOverrun, NothingToPull, TopChanged),
    "finish": (OpenSteps,),
    "plan": (PlanChanged,),
    "tick": (PlanChanged,),
    "correct_note": (NotYourNote, TooLateToCorrect),
    "edit": (EditedMeanwhile, ReferenceTaken),
}
"""{verb: its refusals in a state that allows it}."""


def situation(state: State, blocked: bool) -> Situation:
    """The situation of an item."""
    match state:
        case State.WAITING:
            return Situation.WAITING_BLOCKED if blocked else Situation.WAITING
        case State.IN_PROGRESS:
            return Situation.RUNNING_BLOCKED if blocked else Situation.RUNNING
        case State.FINISHED:
            return Situation.FINISHED
        case State.DROPPED:
            return Situation.DROPPED


def verbs(state: State, blocked: bool) -> frozenset[str]:
    """The verbs that the state allows."""
    met = situation(state, blocked)
    return frozenset(verb for verb, row in LIFE.items() if isinstance(row[met], Effect))
