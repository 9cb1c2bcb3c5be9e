"""Detects the language of an export by its headings."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from queue_app.domain.importing.words.folded import fold

LEAST = 2
"""The minimum number of headings in a language to detect it."""


@cache
def _languages() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("queue_app.domain.importing.words").joinpath("languages.toml").read_text("utf-8"))
    return {language: frozenset(map(fold, words)) for language, words in data["languages"].items()}


def language_of(headings: Iterable[str]) -> str:
    """The code of the language of most headings. Empty if no language has more headings than the others."""
    names = set(map(fold, headings))
    counts = sorted(((len(names & words), language) for language, words in _languages().items()), reverse=True)
    (most, language), (second, _) = counts[:2]
    return language if most >= LEAST and most > second else ""
