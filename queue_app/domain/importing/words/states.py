"""Maps another tool's word for a state to a state."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from queue_app.domain.importing.words.folded import LONGEST, fold
from queue_app.domain.queue.item import State

LONGEST_PHRASE, MOST_WORDS = 5, 8

Meanings = Mapping[str, State]


class _Words(NamedTuple):
    """The words of `states.toml`, folded. `own`: words with a special meaning in one tool."""

    meanings: Meanings
    categories: Meanings
    resolutions: Meanings
    own: Mapping[str, Meanings]
    near: frozenset[str]
    far: frozenset[str]
    alone: frozenset[str]
    last: frozenset[str]
    flags: frozenset[str]
    ready: frozenset[str]


@cache
def _words() -> _Words:
    """The words. They are read at the first look at a file, not at every server start."""
    data = tomllib.loads(files("queue_app.domain.importing.words").joinpath("states.toml").read_text("utf-8"))

    def folded(table: str, name: str) -> frozenset[str]:
        return frozenset(map(fold, data[table][name]))

    return _Words(
        meanings=_meanings(data["meanings"]),
        categories=_meanings(data["categories"]),
        resolutions=_meanings(data["resolutions"]),
        own={tool: _meanings(table) for tool, table in data["of"].items()},
        near=folded("nearness", "near"),
        far=folded("nearness", "far"),
        alone=folded("alone", "words"),
        last=folded("alone", "last"),
        flags=folded("flags", "words"),
        ready=folded("ready", "words"),
    )


def _meanings(table: Mapping[str, Iterable[str]]) -> dict[str, State]:
    return {fold(word): State(state) for state, words in table.items() for word in words}


def meaning(word: str, tool: str = "") -> State | None:
    """The state that a word means, or None if it is unknown. The tool's own meaning takes precedence."""
    return _meaning(word, tool) if len(word) <= LONGEST else None


@lru_cache(maxsize=20_000)
def _meaning(word: str, tool: str) -> State | None:
    own, name = _words().own.get(tool, {}), fold(word)
    whole = own.get(name) or _words().meanings.get(name)
    return whole or _by_phrase(name, own)


def category(word: str) -> State | None:
    """The state that a Jira status category means."""
    return _words().categories.get(fold(word))


def resolution(word: str) -> State | None:
    """Finished or dropped, or None if the resolution is unknown or says nothing."""
    name = fold(word)
    known = _words().resolutions
    return known.get(name) or (State.DROPPED if _has_phrase(name, known, State.DROPPED) else None)


def is_flag(word: str) -> bool:
    """Whether a flag, label or tag means that an item is blocked."""
    return fold(word) in _words().flags


def board_meanings(names: Iterable[str], tool: str = "") -> dict[str, State | None]:
    """What the columns of one board mean.

    A word for both *done* and *ready* means ready if another column is done.
    """
    known = {name: meaning(name, tool) for name in names}
    done = {name for name, state in known.items() if state is State.FINISHED}
    ready = {name for name in done if fold(name) in _words().ready}
    return known | (dict.fromkeys(ready, State.WAITING) if ready < done else {})


def nearness(word: str) -> int:
    """How near to the work a waiting list is: 0 near, 1 unknown, 2 far."""
    phrases = frozenset(_phrases(fold(word)))
    return 0 if phrases & _words().near else 2 if phrases & _words().far else 1


def _by_phrase(name: str, own: Meanings) -> State | None:
    """The meaning of the longest known phrase. Of equally long ones, the last."""
    if len(name.split()) > MOST_WORDS:
        return None
    known = _words()
    telling = sorted((phrase for phrase in _phrases(name) if phrase not in known.alone), key=known.last.__contains__)
    return next((found for phrase in telling if (found := own.get(phrase) or known.meanings.get(phrase))), None)


def _has_phrase(name: str, table: Meanings, state: State) -> bool:
    return any(table.get(phrase) is state for phrase in _phrases(name) if " " in phrase)


def _phrases(name: str) -> Iterator[str]:
    """The phrases in the name: the longest first, and later ones before earlier ones.

    Then, for scripts without spaces, its endings and beginnings.
    """
    words = name.split()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        for begin in range(len(words) - length, -1, -1):
            yield " ".join(words[begin : begin + length])
    if not name.isascii() and len(name) <= 20:
        yield from (name[begin:] for begin in range(1, len(name) - 1) if ord(name[begin]) > 0x2E80)
        yield from (name[:end] for end in range(len(name) - 1, 1, -1) if ord(name[end - 1]) > 0x2E80)
