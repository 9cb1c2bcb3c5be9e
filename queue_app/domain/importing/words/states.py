"""What another tool's word for a state means here."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from queue_app.domain.importing.words.folded import LONGEST, fold
from queue_app.domain.queue.item import State

_DATA = tomllib.loads(files("queue_app.domain.importing.words").joinpath("states.toml").read_text("utf-8"))

LONGEST_PHRASE, MOST_WORDS = 5, 8

Meanings = Mapping[str, State]


def _meanings(table: Mapping[str, Iterable[str]]) -> dict[str, State]:
    return {fold(word): State(state) for state, words in table.items() for word in words}


MEANINGS: Meanings = _meanings(_DATA["meanings"])
CATEGORIES: Meanings = _meanings(_DATA["categories"])
RESOLUTIONS: Meanings = _meanings(_DATA["resolutions"])
OF_TOOL: Mapping[str, Meanings] = {tool: _meanings(table) for tool, table in _DATA["of"].items()}
_NEAR, _FAR = (frozenset(map(fold, _DATA["nearness"][name])) for name in ("near", "far"))
_ALONE = frozenset(map(fold, _DATA["alone"]["words"]))
_LAST = frozenset(map(fold, _DATA["alone"]["last"]))
_FLAGS = frozenset(map(fold, _DATA["flags"]["words"]))


def meaning(word: str, tool: str = "") -> State | None:
    """The state that a word means; None for an unknown one. The tool's own meaning comes first."""
    return _meaning(word, tool) if len(word) <= LONGEST else None


@lru_cache(maxsize=20_000)
def _meaning(word: str, tool: str) -> State | None:
    own, name = OF_TOOL.get(tool, {}), fold(word)
    whole = own.get(name) or MEANINGS.get(name)
    return whole or _by_phrase(name, own)


def category(word: str) -> State | None:
    """The state that a category of Jira means."""
    return CATEGORIES.get(fold(word))


def resolution(word: str) -> State | None:
    """Finished or dropped; None where the word is unknown or says nothing."""
    name = fold(word)
    return RESOLUTIONS.get(name) or (State.DROPPED if _has_phrase(name, RESOLUTIONS, State.DROPPED) else None)


def is_flag(word: str) -> bool:
    """Whether a flag, label or tag says that an item is blocked."""
    return fold(word) in _FLAGS


def nearness(word: str) -> int:
    """How near to the work a place to wait is: 0 near, 1 unknown, 2 far."""
    phrases = list(_phrases(fold(word)))
    return 0 if any(phrase in _NEAR for phrase in phrases) else 2 if any(phrase in _FAR for phrase in phrases) else 1


def _by_phrase(name: str, own: Meanings) -> State | None:
    """The meaning of the longest known phrase; of the last of several."""
    if len(name.split()) > MOST_WORDS:
        return None
    telling = sorted((phrase for phrase in _phrases(name) if phrase not in _ALONE), key=_LAST.__contains__)
    return next((found for phrase in telling if (found := own.get(phrase) or MEANINGS.get(phrase))), None)


def _has_phrase(name: str, table: Meanings, state: State) -> bool:
    return any(table.get(phrase) is state for phrase in _phrases(name) if " " in phrase)


def _phrases(name: str) -> Iterator[str]:
    """The phrases in the words, the longest first, of equal ones the last. Then beginnings and ends of scripts without blanks."""
    words = name.split()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        for begin in range(len(words) - length, -1, -1):
            yield " ".join(words[begin : begin + length])
    if not name.isascii() and len(name) <= 20:
        yield from (name[begin:] for begin in range(1, len(name) - 1) if ord(name[begin]) > 0x2E80)
        yield from (name[:end] for end in range(len(name) - 1, 1, -1) if ord(name[end - 1]) > 0x2E80)
