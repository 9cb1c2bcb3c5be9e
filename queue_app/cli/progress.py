"""How far a long command is, on standard error: a bar where somebody looks at it, a line at every tenth where it is kept."""

import sys

import click


class Progress:
    """Call it with how much is done, of how much. `what` follows the numbers: "written", "cuts"."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._told = 0

    def __call__(self, done: int, of: int) -> None:
        tenth = done * 10 // of
        if tenth <= self._told:
            return
        self._told = tenth
        told = f"{done:,} of {of:,} {self._what}"
        if sys.stderr.isatty():
            click.echo(f"\r[{'#' * tenth:<10}] {told}", err=True, nl=tenth == 10)
        else:
            click.echo(told, err=True)
