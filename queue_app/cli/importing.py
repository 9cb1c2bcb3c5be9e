"""Shared code of the import commands. Errors go to standard error, one per line, with exit code 1."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from queue_app.cli.arguments import person
from queue_app.domain.errors import N_
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.rows import Row
from queue_app.domain.team.team import Team
from queue_app.service.process.database import doors
from queue_app.store.team import teams
from queue_app.usecases.tx import Result

MOST_FLAWS = 100
FILE = "file"
"""The command to run if the first argument is a file."""


class ImportGroup(AppGroup):
    """A group whose first argument may be a file: `import work.csv` is `import file work.csv`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `file` before arguments that are not a command."""
        if args and args[0] not in {*self.commands, *self.get_help_option_names(ctx)}:
            args = [FILE, *args]
        return super().parse_args(ctx, args)


imports = ImportGroup("import", help="Import work from another tool: import FILE --team TEAM.")

WIP = click.option(
    "--wip",
    type=click.Choice(["raise", "wait"]),
    help="What to do above the WIP limit: raise it, or let items wait.",
)
ZONE = click.option("--zone", metavar="ZONE", help="Zone for times without one. Default: the zone of the team.")
MAP = click.option(
    "--map", "mapped", multiple=True, metavar="NAME=E-MAIL", help="NAME in the file is the member with E-MAIL."
)


def was(mapping: str) -> tuple[str, int]:
    """Parse a mapping to a name in the file and the id of its account."""
    name, _, email = mapping.rpartition("=")
    if not name:
        raise click.UsageError(f"{mapping!r} is not NAME=E-MAIL.")
    return name, person(email).id


def all_named(were: Mapping[str, int], rows: Sequence[Row]) -> None:
    """Check that each mapped name is a person or an author in the file. Raises UsageError."""
    named = {name for row in rows for name in row.people} | {note.author for row in rows for note in row.notes}
    unknown = were.keys() - named
    if unknown:
        raise click.UsageError(f"The name {min(unknown)!r} is not in the file.")


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Turn the garbage collector off. Rows form no cycles, and collection took a sixth of the time with 100,000 of them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def team_of(number: int) -> Team:
    """The team with this number."""
    with doors().reading() as conn:
        return teams.of_number(conn, number)


def flaw_lines(flaws: Sequence[Flaw]) -> str:
    """The flaws that refuse a file, one per line."""
    lines = [str(flaw) for flaw in flaws[:MOST_FLAWS]]
    if more := len(flaws) - len(lines):
        lines.append(f"... and {more:,} more")
    return "\n".join([N_("Nothing was imported."), *lines])


def summary(result: Result) -> str:
    """The result, one fact per line."""
    lines = [
        f"{result['imported']:,} imported: {result['finished']:,} finished, {result['in_progress']:,} in progress, "
        f"{result['waiting']:,} waiting, {result['dropped']:,} dropped",
        f"{result['known'] + result['repeated']:,} skipped: {result['known']:,} already known, "
        f"{result['repeated']:,} repeated in the file",
        f"{result['people']:,} former people, {len(result['areas']):,} new areas",
    ]
    if result["members"]:
        lines.append(f"{result['members']:,} names matched to members")
    if result["limit"] is not None:
        lines.append(f"The WIP limit is now {result['limit']}.")
    return "\n".join(lines)
