"""Names of months, weekdays and AM/PM in common languages, from `calendar_words.json`."""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

_DATA = json.loads(files("queue_app.domain.importing.dates").joinpath("calendar_words.json").read_text("utf-8"))

_LANGUAGES = tuple(_DATA["months"])
"""The most common languages first: if two use a word for different months, the first language wins."""

LEAST = 3
"""The minimum number of letters of a shortened name."""

HALVES: Mapping[str, int] = {word: hours for half, hours in (("am", 0), ("pm", 12)) for word in _DATA["halves"][half]}
"""{word: hours to add}, without dots and spaces."""

OTHER_WORDS = frozenset(_DATA["weekdays"]) | frozenset(_DATA["beside"])
"""Words that may appear next to a date without changing it."""


def _named() -> dict[str, dict[int, set[str]]]:
    """{word: {month: languages}} for names, short forms and any beginning that is unique within its language."""
    named: dict[str, dict[int, set[str]]] = {}
    for language, months in _DATA["months"].items():
        begun: dict[str, set[int]] = {}
        for month, words in enumerate(months, 1):
            for word in words:
                named.setdefault(word, {}).setdefault(month, set()).add(language)
                for length in range(LEAST, len(word)):
                    begun.setdefault(word[:length], set()).add(month)
        exact = {word for words in months for word in words}
        for word, of in begun.items():
            if len(of) == 1 and word not in exact:
                named.setdefault(word, {}).setdefault(next(iter(of)), set()).add(language)
    return named


MONTHS: Mapping[str, Mapping[int, frozenset[str]]] = {
    word: {month: frozenset(languages) for month, languages in of.items()} for word, of in _named().items()
}


def month_languages(words: Iterable[str]) -> frozenset[str]:
    """The languages in which all of these words name months. If there are none, those that match the most words."""
    known = [frozenset[str]().union(*MONTHS[word].values()) for word in words if word in MONTHS]
    counts: dict[str, int] = {}
    for languages in known:
        for language in languages:
            counts[language] = counts.get(language, 0) + 1
    most = max(counts.values(), default=0)
    return frozenset(language for language, count in counts.items() if count == most)


def month_of(word: str, languages: frozenset[str]) -> int | None:
    """The month that the word names in one of these languages, or None."""
    of = MONTHS.get(word, {})
    if len(of) > 1:
        of = {month: spoken for month, spoken in of.items() if spoken & languages} or of
    return min(of, key=lambda month: min(map(_LANGUAGES.index, of[month])), default=None)
