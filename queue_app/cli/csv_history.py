"""The finished items of a CSV file, for commands that test a rule on a history. They need no team and no database."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import click

from queue_app.cli.whole_file import read_whole
from queue_app.domain import inputs
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.history import PastWork, finished_work

_HASH = 8


class BadFile(click.ClickException):
    """The file cannot be used. Prints one sentence and exits with code 2."""

    exit_code = 2


def finished(file: str, needed: Sequence[str] = ()) -> list[PastWork]:
    """The finished rows of the file (- is standard input); times without a zone are UTC. Raises BadFile."""
    raw = read_whole(file, BadFile)
    try:
        return finished_work(raw, needed)
    except FlawedFile as flawed:
        raise BadFile(_flaw_lines(flawed.flaws)) from None


def finished_days(file: str) -> list[date]:
    """The days of the finishes in the file (- is standard input), ascending. Raises BadFile."""
    return sorted(work.on for work in finished(file))


def short_name(name: str) -> str:
    """The name, cut to the length limit of an area if it is longer. A hash of the whole name replaces the rest."""
    whole = " ".join(name.split())
    if len(whole) <= inputs.AREA:
        return whole
    return f"{whole[: inputs.AREA - _HASH - 1]}-{sha256(whole.casefold().encode()).hexdigest()[:_HASH]}"


def _flaw_lines(flaws: Sequence[Flaw]) -> str:
    first, more = flaws[0], len(flaws) - 1
    reason = str(first.reason)
    sentence = f"Line {first.line}, {first.field}: {reason[:1].lower()}{reason[1:]}"
    return (
        f"{sentence} There {'is 1 more problem' if more == 1 else f'are {more:,} more problems'}." if more else sentence
    )
