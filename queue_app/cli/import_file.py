"""`topmost import FILE`: import a file of any known tool, with answers to what the file does not say.

Nothing is imported while a question is open. The command counts and prints what was cut, left empty or left out.
"""

import json
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import TEAM, person, team_number, with_refusals
from queue_app.cli.import_look import answers_in, look
from queue_app.cli.importing import (
    FILE,
    MAP,
    MOST_FLAWS,
    WIP,
    ZONE,
    all_named,
    flaw_lines,
    imports,
    nothing_collected,
    summary,
    team_of,
    was,
)
from queue_app.cli.progress import Progress
from queue_app.cli.whole_file import read_whole
from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.fitting.fixes import STOP
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.items import ADD, KNOWN, MOST_SKIPPED, Wip
from queue_app.domain.importing.items import WIP as WIP_CHOICES
from queue_app.domain.importing.looking.kinds import KINDS, TOPMOST
from queue_app.domain.team.team import Team
from queue_app.service.process.database import doors
from queue_app.store.team.members import who_work
from queue_app.usecases.importing import answers_file, whole_team
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.prepared_import import ImportAct
from queue_app.usecases.importing.read_file import FileRead, read_file
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
    said = answers_in(answers)
    said = said.but(kind=kind or said.given.get("kind"), zone=zone or said.given.get("zone"))
    said = _with_ids(said, team)
    mapped_ids, content = dict(was(mapping) for mapping in mapped), [read_whole(file)]
    with nothing_collected():
        whole = _whole(content, team, mapped_ids) if said.given.get("kind") in (None, TOPMOST) else None
        if whole is not None:
            click.echo("\n".join([summary(whole), *_further(whole)]))
            return
        read = _read(content, said, team).without_items
        all_named(mapped_ids, read.fitted.rows)
        were = {**(said.given.get("members") or {}), **mapped_ids}
        said = said.but(members=were or None)
        how: dict[str, Any] = {"wip": wip or said.choice("wip", WIP_CHOICES)}
        how["were"] = {name: id_ for name, id_ in were.items() if id_}
        act = ImportAct(Path(file).name, read.look.kind, said.given)
        skip = said.choice("known", KNOWN) != ADD
        write = partial(import_items, doors(), Actor(team.id, None), team, read.fitted.rows, act=act, skip_alike=skip)
        outcome = write(progress=Progress("written"), **how)
    click.echo("\n".join([summary(outcome.result), *_further(outcome.result), *_not_as_written(read)]))


def _whole(content: list[bytes], team: Team, were: Mapping[str, int]) -> Result | None:
    """The result of restoring an export. None for another file, or a team with items."""
    try:
        if were and whole_team.comes_whole(doors(), team, content[0]):
            raise click.UsageError("This export comes back whole. Leave out --map: people claim their names later.")
        outcome = whole_team.import_export(doors(), Actor(team.id, None), team, content, progress=Progress("written"))
    except FlawedFile as flawed:
        raise click.ClickException(flaw_lines(flawed.flaws)) from None
    return None if outcome is None else outcome.result


def _with_ids(said: ImportAnswers, team: Team) -> ImportAnswers:
    """The answers with ids of members instead of names. An e-mail address also works."""
    with doors().reading() as conn:
        members = who_work(conn, team.id)
    named = {name: members.get(person(to).id, to) if "@" in to else to for name, to in said.table("members").items()}
    return answers_file.of_file(said.but(members=named or None), members)


def _read(content: list[bytes], answers: ImportAnswers, team: Team) -> FileRead:
    """The contents of the file, and its rows for the team. Refuses while a question is open.

    The file is taken out of `content`, so that a large file is not in memory together with its rows.
    """
    try:
        read = read_file(content.pop(), answers, team, team.day(utc_now()))
    except FlawedFile as flawed:
        raise click.ClickException(flaw_lines(flawed.flaws)) from None
    except InputError as wrong:
        raise click.ClickException(flaw_lines([Flaw(1, wrong.field, wrong.sentence, wrong.facts)])) from None
    click.echo(f"{read.look.rows:,} rows read: {read.look.kind}, {read.look.encoding}.", err=True)
    if read.look.questions:
        _ask(read.look.questions)
    if read.fitted.stopped:
        raise click.ClickException("\n".join([N_("Nothing was imported."), *_flaws(read, STOP)]))
    return read


def _ask(questions: list[ImportQuestion]) -> NoReturn:
    """Refuse because questions are open, and say how to answer them."""
    lines = [N_("Nothing was imported.")]
    for question in questions:
        options = f" ({', '.join(question.options)})" if question.options else ""
        lines.append(f"Question {question.about}: {question.sentence}{options}")
    proposed = json.dumps({question.about: question.proposed for question in questions}, ensure_ascii=False, indent=2)
    lines += ["Save your answers in a file and add --answers FILE. This is what Topmost proposes:", proposed]
    raise click.ClickException("\n".join(lines))


def _further(result: Result) -> list[str]:
    """What else was imported, and which items were skipped."""
    lines = [
        f"{result['blocks']:,} blocked, {result['plans']:,} plans, {result['notes']:,} notes, {result['waits']:,} waits"
    ]
    if result["skipped"]:
        lines.append(f"Skipped: {_names(result['skipped'], result['known'] + result['repeated'])}")
    return lines


def _not_as_written(read: FileRead) -> list[str]:
    """What was changed to fit, which items and columns were left out, and what could not be read."""
    lines = _flaws(read)
    lines += [
        f"Left out: {len(names):,} items ({why}): {_names(names[:MOST_SKIPPED], len(names))}"
        for why, names in read.fitted.left_out.items()
    ]
    if read.look.left_out:
        lines.append(f"Left out of the file: {_counted(read.look.left_out)}")
    lines += [f"Problem: {problem}" for problem in read.look.problems[:MOST_FLAWS]]
    if (more := len(read.look.problems) - MOST_FLAWS) > 0:
        lines.append(f"... and {more:,} more")
    return lines


def _flaws(read: FileRead, *only: str) -> list[str]:
    """The flaws by kind, with their fixes."""
    return [f"{flaw.sentence} ({flaw.key}: {flaw.fix})" for flaw in read.fitted.flaws if not only or flaw.fix in only]


def _names(first: list[str], of: int) -> str:
    """The first names, and the number of further ones."""
    return ", ".join(first) + (f" and {of - len(first):,} more" if of > len(first) else "")


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{what} ({count:,})" for what, count in counts.items())


imports.add_command(look)
imports.add_command(import_file)
