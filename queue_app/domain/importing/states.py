"""In which state a row arrives: as its state column says in the words of this or another tool, else as its days say."""

from queue_app.domain.importing.foreign_words import STATES, folded
from queue_app.domain.queue.item import State

KNOWN = ("waiting", "in progress", "finished", "dropped", "to do", "done", "open", "closed")
"""Some of the words, to name in a sentence."""


def state_of(word: str, *, started: bool, finished: bool) -> State | None:
    """The state of a row; `word` may be empty. None: nobody here knows the word."""
    by_days = State.FINISHED if finished else State.IN_PROGRESS if started else State.WAITING
    if not word:
        return by_days
    possible = STATES.get(folded(word))
    if possible is None:
        return None
    return by_days if by_days in possible else possible[0]
