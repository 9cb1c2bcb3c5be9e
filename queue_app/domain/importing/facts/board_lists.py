"""The state that each list of a board means: by its name, else by its position.

Waiting cards are ordered so that the list nearest to the work comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from queue_app.domain.importing.words.states import board_meanings, meaning, nearness
from queue_app.domain.queue.item import State

STATES = frozenset(state.value for state in State)
WORK = (State.IN_PROGRESS, State.FINISHED)


@dataclass(frozen=True, slots=True)
class BoardList:
    """A list or column of a board, from left to right."""

    key: str
    name: str
    archived: bool = False


@dataclass(frozen=True, slots=True)
class BoardMeaning:
    """`states` by key of the list; None: ask. `places` sort the lists of waiting cards."""

    states: Mapping[str, State | None]
    places: Mapping[str, tuple[float, ...]]

    @property
    def has_done(self) -> bool:
        """Whether a list means finished."""
        return State.FINISHED in self.states.values()


def board_meaning(lists: Sequence[BoardList], answered: Mapping[str, str]) -> BoardMeaning:
    """What each list means. `lists` are in order from left to right."""
    shown = [one for one in lists if not one.archived]
    meanings = board_meanings((one.name for one in lists), "board")
    known = {one.key: meanings[one.name] for one in lists}
    states = {one.key: known[one.key] or _by_place(at, shown, known) for at, one in enumerate(shown)}
    states |= {one.key: known[one.key] for one in lists if one.archived}
    states |= {one.key: State(answered[one.name]) for one in lists if answered.get(one.name) in STATES}
    return BoardMeaning(states, _places(lists, states))


def _by_place(at: int, shown: Sequence[BoardList], known: Mapping[str, State | None]) -> State | None:
    """The meaning of a list with an unknown name, by its neighbours.

    Left of a waiting list, cards wait. Between a waiting or running list and a done one, they are in progress.
    """
    right = [known[one.key] for one in shown[at + 1 :]]
    left = [known[one.key] for one in shown[:at]]
    if not any(known[one.key] in (*WORK, State.WAITING) for one in shown) or State.WAITING in right:
        return State.WAITING
    if State.FINISHED in right:
        return State.IN_PROGRESS if set(left) & {State.WAITING, State.IN_PROGRESS} else State.WAITING
    if State.IN_PROGRESS in right:
        return State.IN_PROGRESS if State.IN_PROGRESS in left else State.WAITING
    return None


def _places(lists: Sequence[BoardList], states: Mapping[str, State | None]) -> dict[str, tuple[float, ...]]:
    """Sort keys: stages before the work from right to left, others from left to right. *Next* comes early, *Backlog* late."""
    work = [at for at, one in enumerate(lists) if not one.archived and states[one.key] in WORK]
    first = min(work, default=None)
    places: dict[str, tuple[float, ...]] = {}
    for at, one in enumerate(lists):
        before = first is not None and at < first and meaning(one.name, "board") is not None
        places[one.key] = (nearness(one.name), 0.0, -at) if before else (nearness(one.name), 1.0, at)
    return places
