"""Converts Jira's wiki markup to Markdown. Code blocks keep their characters; each rule is one pass over the text."""

import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r"(?<!\{)\{(code|noformat)(?::[^}\n]{0,100})?\}(?!\})")
_MONO = re.compile(r"\{\{(.{1,500}?)\}\}")
_HELD = re.compile("\ue000(\\d+)\ue001")
_MACRO = re.compile(r"\{(?:panel|quote|color|info|note|tip|warning|expand|anchor)(?::[^}\n]{0,300})?\}")

_INLINE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^bq\.[ \t]*", re.M), "> "),
    (re.compile(r"^[ \t]*([*#-]{1,6})[ \t]+", re.M), lambda found: _bullet(found[1])),
    (re.compile(r"^[ \t]*h([1-6])\.[ \t]*", re.M), lambda found: "#" * int(found[1]) + " "),
    (re.compile(r"\[([^\]|\n]{1,300})\|([^\]|\n]{1,1000})(?:\|[^\]\n]{0,100})?\]"), r"[\1](\2)"),
    (re.compile(r"\[((?:https?|ftp|mailto):[^\]\s|]{1,1000})\]"), r"<\1>"),
    (re.compile(r"!([^!\s|]{1,300}\.[A-Za-z]{2,5})(?:\|[^!\n]{0,200})?!"), r"![\1](\1)"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w_/:])_(?=[^\s_])([^_\n]{1,500}?)(?<=\S)_(?![\w_])"), r"*\1*"),
    (re.compile(r"(?<![\w-])-(?=[^\s-])([^-\n]{1,300}?)(?<=\S)-(?![\w-])"), r"~~\1~~"),
    (re.compile(r"(?<![\w+])\+(?=[^\s+])([^+\n]{1,300}?)(?<=\S)\+(?![\w+])"), r"\1"),
    (re.compile(r"\[~(?:accountid:)?([^\]\n]{1,100})\]"), r"@\1"),
    (re.compile(r"^\|\|(.+?)\|\|[ \t]*$", re.M), lambda found: _heading(found[1])),
)


def wiki_markdown(text: str) -> str:
    """The text as Markdown."""
    held: list[str] = []

    def hold(words: str) -> str:
        held.append(words)
        return f"\ue000{len(held) - 1}\ue001"

    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ue000", "").replace("\ue001", "")
    text = "".join(_fenced(text, hold))
    text = _MONO.sub(lambda found: hold(f"`{found[1]}`"), text)
    text = _MACRO.sub("", text)
    for pattern, by in _INLINE:
        text = pattern.sub(by, text)
    return _HELD.sub(lambda found: held[int(found[1])], text)


def _fenced(text: str, hold: Callable[[str], str]) -> Iterator[str]:
    """The text with each code block replaced by a placeholder from `hold`. A fence without an end is removed."""
    place, opened = 0, None
    for fence in _FENCE.finditer(text):
        if opened is None:
            yield text[place : fence.start()]
            opened, place = fence[1], fence.end()
        elif fence[1] == opened:
            yield hold("```\n" + text[place : fence.start()].strip("\n") + "\n```")
            opened, place = None, fence.end()
    yield text[place:]


def _bullet(signs: str) -> str:
    depth = "   " * (len(signs) - 1)
    return depth + ("1. " if signs[-1] == "#" else "- ")


def _heading(cells: str) -> str:
    names = cells.split("||")
    return "|" + "|".join(names) + "|\n|" + "---|" * len(names)
