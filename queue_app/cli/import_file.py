"""`topmost import FILE`: import a file of any known tool, with the answers to what it cannot tell.

Nothing is imported while a question is open. What was cut, left empty or left out is counted and printed.
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import TEAM, team_number, with_refusals
from queue_app.cli.import_look import answers_in
from queue_app.cli.importing import (
    FILE,
    MAP,
    MOST_FLAWS,
    WIP,
    ZONE,
    all_named,
    flaw_lines,
    nothing_collected,
    summary,
    team_of,
    was,
)
from queue_app.cli.progress import Progress
from queue_app.cli.whole_file import read_whole
from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.facts.known_item import FileLook
from queue_app.domain.importing.facts.questions import ImportQuestion
from queue_app.domain.importing.fitting.rows_of_look import FittedRows, rows_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.items import MOST_SKIPPED, Wip
from queue_app.domain.importing.looking.kinds import KINDS, TOPMOST
from queue_app.domain.team.team import Team
from queue_app.service.process.database import doors
from queue_app.usecases.importing import whole_team
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.look_file import look_at_file
from queue_app.usecases.team import calendar_look
from queue_app.usecases.team.settings import zone as zone_rule
from queue_app.usecases.transaction import utc_now
from queue_app.usecases.tx import Actor, Result


@click.command(FILE)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True))
@TEAM
@click.option("--kind", type=click.Choice(KINDS), help="Which tool wrote the file. Default: as the file looks.")
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, readable=True),
    help="A JSON file {question: answer} for what the file cannot tell.",
)
@WIP
@MAP
@ZONE
@with_appcontext
@with_refusals
def import_file(
    file: str,
    named: str,
    kind: str | None,
    answers: str | None,
    wip: Wip | None,
    mapped: tuple[str, ...],
    zone: str | None,
) -> None:
    """Import FILE (- is standard input) of any known tool, in one act, all or nothing."""
    team = team_of(team_number(named))
    there = ZoneInfo(zone_rule("zone", zone)) if zone else team.zone
    were = dict(was(mapping) for mapping in mapped)
    raw = read_whole(file)
    with nothing_collected():
        whole = _whole(raw, team, were) if kind in (None, TOPMOST) else None
        if whole is not None:
            click.echo("\n".join([summary(whole), *_further(whole)]))
            return
        look, fitted = _read(raw, answers, kind, there, team)
        all_named(were, fitted.rows)
        how: dict[str, Any] = {"wip": wip, "were": were, "skip_alike": True, "progress": Progress("written")}
        outcome = import_items(doors(), Actor(team.id, None), team, fitted.rows, **how)
    click.echo("\n".join([summary(outcome.result), *_further(outcome.result), *_not_as_written(look, fitted)]))


def _whole(raw: bytes, team: Team, were: Mapping[str, int]) -> Result | None:
    """The result of an export that came back whole. None: another file, or a team with items."""
    try:
        if were and whole_team.comes_whole(doors(), team, raw):
            raise click.UsageError("This export comes back whole. Leave out --map: people claim their names later.")
        outcome = whole_team.import_export(doors(), Actor(team.id, None), team, raw, progress=Progress("written"))
    except FlawedFile as flawed:
        raise click.ClickException(flaw_lines(flawed.flaws)) from None
    return None if outcome is None else outcome.result


def _read(raw: bytes, answers: str | None, kind: str | None, zone: ZoneInfo, team: Team) -> tuple[FileLook, FittedRows]:
    """What the file says, and the rows for the team. Refuses while a question is open."""
    try:
        if kind is None and calendar_look.is_calendar(raw):
            raise FlawedFile([Flaw(1, "file", N_("This is a calendar. Add it in the settings of the team."))])
        look = look_at_file(raw, answers_in(answers), kind, zone)
        click.echo(f"{look.rows:,} rows read: {look.kind}, {look.encoding}.", err=True)
        if look.questions:
            _ask(look.questions)
        return look, rows_of(look, team.zone, team.day(utc_now()))
    except FlawedFile as flawed:
        raise click.ClickException(flaw_lines(flawed.flaws)) from None
    except InputError as wrong:
        raise click.ClickException(flaw_lines([Flaw(1, wrong.field, wrong.sentence, wrong.facts)])) from None


def _ask(questions: list[ImportQuestion]) -> NoReturn:
    """Refuse while questions are open; say how to answer them."""
    lines = [N_("Nothing was imported.")]
    for question in questions:
        options = f" ({', '.join(question.options)})" if question.options else ""
        lines.append(f"Question {question.about}: {question.sentence}{options}")
    proposed = json.dumps({question.about: question.proposed for question in questions}, ensure_ascii=False, indent=2)
    lines += ["Save your answers in a file and add --answers FILE. This is what Topmost proposes:", proposed]
    raise click.ClickException("\n".join(lines))


def _further(result: Result) -> list[str]:
    """What else came, and which items were skipped."""
    lines = [f"{result['blocks']:,} blocked, {result['plans']:,} plans, {result['notes']:,} notes"]
    if result["skipped"]:
        lines.append(f"Skipped: {_names(result['skipped'], result['known'] + result['repeated'])}")
    return lines


def _not_as_written(look: FileLook, fitted: FittedRows) -> list[str]:
    """What was changed to fit, which items and columns were left out, and what could not be read."""
    lines = [f"Changed: {count:,} {what}" for what, count in fitted.changed.items()]
    lines += [
        f"Left out: {len(names):,} {why}: {_names(names[:MOST_SKIPPED], len(names))}"
        for why, names in fitted.left_out.items()
    ]
    if look.left_out:
        lines.append(f"Left out of the file: {_counted(look.left_out)}")
    lines += [f"Problem: {problem}" for problem in look.problems[:MOST_FLAWS]]
    if (more := len(look.problems) - MOST_FLAWS) > 0:
        lines.append(f"... and {more:,} more")
    return lines


def _names(first: list[str], of: int) -> str:
    """The first names, and how many there are besides."""
    return ", ".join(first) + (f" and {of - len(first):,} more" if of > len(first) else "")


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{what} ({count:,})" for what, count in counts.items())
