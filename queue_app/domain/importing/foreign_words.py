"""How other tools write what is ours: headings of files and words for a state from `foreign_words.toml`, and names of months."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from queue_app.domain.importing.dates import calendar_words
from queue_app.domain.queue.item import State

Headings = Mapping[str, tuple[str, ...]]
"""{field: how the tool heads its column, folded}."""

_WORDS = tomllib.loads(files("queue_app.domain.importing").joinpath("foreign_words.toml").read_text("utf-8"))
_MEANINGS = {state.value: (state,) for state in State} | {"open": (State.WAITING, State.IN_PROGRESS)}


def _headings(tool: str) -> Headings:
    return {field: tuple(words) for field, words in _WORDS["headings"][tool].items()}


PLAIN, JIRA, KANBOARD = _headings("plain"), _headings("jira"), _headings("kanboard")
STATES: Mapping[str, tuple[State, ...]] = {
    word: _MEANINGS[meaning] for meaning, words in _WORDS["states"].items() for word in words
}
"""{word: the states that it can mean}."""

MONTHS: Mapping[str, int] = {
    word: month for word in calendar_words.MONTHS if (month := calendar_words.month_of(word, frozenset())) is not None
}
"""{word: the month}."""


def folded(word: str) -> str:
    """A heading or a word for a state as the tables write it."""
    return re.sub(r"[\W_]+", " ", word.casefold()).strip()
