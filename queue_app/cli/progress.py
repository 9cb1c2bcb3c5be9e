"""The progress of a long command on standard error: a bar in a terminal, otherwise a line after every tenth."""

import sys

import click


class Progress:
    """Call an instance with the number done and the total. `what` follows the numbers: "written", "cuts"."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._told = 0

    def __call__(self, done: int, of: int) -> None:
        tenth = done * 10 // max(of, 1)
        if tenth <= self._told:
            return
        self._told = tenth
        line = f"{done:,} of {of:,} {self._what}"
        if sys.stderr.isatty():
            click.echo(f"\r[{'#' * tenth:<10}] {line}", err=True, nl=tenth == 10)
        else:
            click.echo(line, err=True)
