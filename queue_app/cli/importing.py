"""`topmost import csv`: import a file of another tool. Errors go to standard error, one a line, with exit code 1."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click
from flask.cli import AppGroup

from queue_app.cli.arguments import TEAM, person, team_number, with_refusals
from queue_app.cli.progress import Progress
from queue_app.cli.whole_file import read_whole
from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.file import Choices, File
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.items import Wip
from queue_app.domain.importing.rows import Row
from queue_app.domain.importing.times import Slashes
from queue_app.domain.team.team import Team
from queue_app.service.process.database import doors
from queue_app.store.team import teams
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.team.settings import zone as zone_rule
from queue_app.usecases.transaction import utc_now
from queue_app.usecases.tx import Actor, Result

MOST_FLAWS = 100
FILE = "file"
"""The command that a file stands for."""


class ImportGroup(AppGroup):
    """A group whose first argument may be a file: `import work.csv` is `import file work.csv`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is no command for arguments of `file`."""
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


@imports.command("csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True))
@TEAM
@WIP
@ZONE
@click.option("--slashes", type=click.Choice(["day-first", "month-first"]), help="How to read 4/3/2026.")
@MAP
@with_refusals
def csv(file: str, named: str, wip: Wip | None, zone: str | None, slashes: str | None, mapped: tuple[str, ...]) -> None:
    """Import FILE (- is standard input), all or nothing. The headings name the columns. Only the title is required."""
    team = team_of(team_number(named))
    choices = Choices(zone=zone and zone_rule("zone", zone), slashes=_SLASHES.get(slashes or ""))
    were = dict(was(mapping) for mapping in mapped)
    with nothing_collected():
        rows = _rows(file, choices, team)
        all_named(were, rows)
        how: dict[str, Any] = {"wip": wip, "were": were, "progress": Progress("written")}
        outcome = import_items(doors(), Actor(team.id, None), team, rows, **how)
    click.echo(summary(outcome.result))


def was(mapping: str) -> tuple[str, int]:
    """A name in the file, and the id of its account."""
    name, _, email = mapping.rpartition("=")
    if not name:
        raise click.UsageError(f"{mapping!r} is not NAME=E-MAIL.")
    return name, person(email).id


def all_named(were: Mapping[str, int], rows: Sequence[Row]) -> None:
    """Check that each name is that of a person or an author in the file. Raises UsageError."""
    named = {name for row in rows for name in row.people} | {note.author for row in rows for note in row.notes}
    unknown = were.keys() - named
    if unknown:
        raise click.UsageError(f"The name {min(unknown)!r} is not in the file.")


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Switch the garbage collector off. Rows form no cycles; the search took a sixth of the time with 100,000 of them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _rows(file: str, choices: Choices, team: Team) -> list[Row]:
    try:
        read = File.read(read_whole(file))
        click.echo(f"{len(read.records):,} rows read.", err=True)
        rows = read.rows(choices, team, team.day(utc_now()))
    except FlawedFile as flawed:
        raise click.ClickException(flaw_lines(flawed.flaws)) from None
    except InputError as wrong:
        raise click.ClickException(flaw_lines([Flaw(1, wrong.field, wrong.sentence, wrong.facts)])) from None
    click.echo(f"{len(rows):,} rows valid.", err=True)
    return rows


_SLASHES: dict[str, Slashes] = {"day-first": "day_first", "month-first": "month_first"}


def team_of(number: int) -> Team:
    """The team with this number."""
    with doors().reading() as conn:
        return teams.of_number(conn, number)


def flaw_lines(flaws: Sequence[Flaw]) -> str:
    """Flaws that refuse a file, one a line."""
    lines = [str(flaw) for flaw in flaws[:MOST_FLAWS]]
    if more := len(flaws) - len(lines):
        lines.append(f"... and {more:,} more")
    return "\n".join([N_("Nothing was imported."), *lines])


def summary(result: Result) -> str:
    """The result, one fact a line."""
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
