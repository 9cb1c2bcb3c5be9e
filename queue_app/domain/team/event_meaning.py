"""Whether a whole-day event of a calendar is a day off, from its name, description and length. Unclear ones are asked about."""

import tomllib
from importlib.resources import files
from typing import Literal

from queue_app.domain.importing.words.folded import fold

DayMeaning = Literal["off", "observance", "region", "long_spells", "not_off"]
"""`observance` is not a day off. The last three are asked about: a regional holiday, a school or long spell, a person's duty."""

LONGEST_SURE, SCHOOL_SPELL = 21, 3
"""Days. A longer spell is asked about, whatever its name; a school spell from its third day on."""

_DATA = tomllib.loads(files("queue_app.domain.team").joinpath("event_words.toml").read_text("utf-8"))


def _plain(text: str) -> str:
    return f" {fold(text)} "


def _any(text: str, words: list[str]) -> bool:
    """Whether the text contains one of the words. In scripts without spaces, any occurrence counts."""
    return any(f" {word} " in text or (ord(word[0]) > 0x2E80 and word in text) for word in words)


def day_meaning(name: str, description: str, days: int) -> DayMeaning:
    """The meaning of an event that lasts `days` days."""
    title, told = _plain(name), _plain(description[:500])
    if marked := _by_description(told, title):
        return marked
    school = _any(title, _DATA["school"]["words"])
    if _any(title, _DATA["regional"]["words"]):
        return "region"
    if _any(title, _DATA["never"]["words"]) or (_any(title, _DATA["never"]["terms"]) and not school):
        return "observance"
    if days > LONGEST_SURE or (school and days >= SCHOOL_SPELL):
        return "long_spells"
    return "not_off" if _any(title, _DATA["duty"]["words"]) else "off"


def _by_description(told: str, title: str) -> DayMeaning | None:
    """The meaning that a holiday calendar gives in the description; None if it gives none."""
    if _any(told, _DATA["description"]["hide"]):
        return "observance"
    public = next((word for word in _DATA["description"]["public"] if told.startswith(f" {word} ")), None)
    if public is not None:
        rest = told[len(public) + 1 :]
        where = any(
            rest.startswith(sign if sign[0] == " " else f" {sign}") for sign in _DATA["regional"]["after_public"]
        )
        return "region" if where or _any(title, _DATA["regional"]["words"]) else "off"
    return "observance" if any(told.startswith(f" {word} ") for word in _DATA["description"]["observance"]) else None
