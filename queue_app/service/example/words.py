"""The words of the example team, read from `words.toml`."""

import tomllib
from pathlib import Path
from typing import Any

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in _WORDS[name])


def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in _rows(name))


TEAM: str = _WORDS["team"]
FINISHED_MEANS: str = _WORDS["finished_means"]
PEOPLE: tuple[str, ...] = tuple(_WORDS["people"])
AREAS: tuple[str, ...] = tuple(_WORDS["areas"])
KNOWS: dict[str, tuple[str, ...]] = {name: tuple(areas) for name, areas in _WORDS["knows"].items()}
"""{person: the areas that they can take}."""
WORK, WAITING, SEEN_TODAY = _pairs("work"), _pairs("waiting"), _pairs("seen_today")
"""(title, area)."""
TOP, REASONS = _pairs("top"), _pairs("reasons")
"""(kind, sentence)."""
BLOCKS: tuple[tuple[str, str, str], ...] = tuple((reason, kind, step) for reason, kind, step in _rows("blocks"))
"""(what it waits for, kind, next step)."""
STEPS, NOTES = tuple(_WORDS["steps"]), tuple(_WORDS["notes"])
