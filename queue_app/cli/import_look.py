"""`flask import look`: print what a file of any tool says, as one JSON object or sentences. Needs no database."""

import json
from collections.abc import Sequence
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click

from queue_app.cli.whole_file import read_whole
from queue_app.domain.errors import InputError
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.looking.kinds import KINDS
from queue_app.domain.importing.looking.report import problem_object, report
from queue_app.domain.well_formed import Malformed, parse_json
from queue_app.usecases.importing.look_file import look_at_file
from queue_app.usecases.team import calendar_look
from queue_app.usecases.team.settings import zone as zone_rule
from queue_app.usecases.transaction import utc_now


@click.command("look")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True))
@click.option("--kind", type=click.Choice([*KINDS, calendar_look.KIND]), help="Which tool wrote the file.")
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, readable=True),
    help="A JSON file {question: answer} for what the file cannot tell.",
)
@click.option("--zone", metavar="ZONE", help="Zone for times without one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def look(file: str, kind: str | None, answers: str | None, zone: str | None, *, as_json: bool) -> None:
    """Show what FILE says (- is standard input). Nothing is imported, and no database is needed."""
    held = [read_whole(file)]
    try:
        told = _told(held, answers_in(answers), kind, zone and zone_rule("zone", zone))
    except FlawedFile as flawed:
        _refuse(flawed.flaws, as_json=as_json)
    except InputError as wrong:
        _refuse([Flaw(1, wrong.field, wrong.sentence, wrong.facts)], as_json=as_json)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _sentences(told))


def _refuse(flaws: Sequence[Flaw], *, as_json: bool) -> NoReturn:
    """Report why the file cannot be read: in sentences, or also as JSON if that was requested."""
    for flaw in flaws:
        click.echo(str(flaw), err=True)
    if as_json:
        click.echo(json.dumps({"kind": None, "problems": [problem_object(flaw) for flaw in flaws]}))
    raise SystemExit(1)


def _told(held: list[bytes], answers: ImportAnswers, kind: str | None, zone: str | None) -> dict[str, Any]:
    if kind == calendar_look.KIND or (kind is None and calendar_look.is_calendar(held[0])):
        raw = held.pop()
        there = ZoneInfo(zone) if zone else calendar_look.zone_of(raw)
        return calendar_look.report(raw, utc_now().date(), there, answers)
    return report(look_at_file(held.pop(), answers, kind, ZoneInfo(zone) if zone else None))


def answers_in(path: str | None) -> ImportAnswers:
    """The answers in a JSON file; empty without a file. Raises ClickException, InputError."""
    if path is None:
        return ImportAnswers()
    try:
        return ImportAnswers.of(parse_json(read_whole(path)))
    except Malformed as wrong:
        raise click.ClickException(f"answers: {wrong}") from None


def _sentences(told: dict[str, Any]) -> str:
    """The object as text for people: one fact per line."""
    facts = {name: value for name, value in told.items() if name not in ("questions", "problems")}
    lines = [f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in facts.items()]
    lines += [f"Question {question['about']}: {question['question']}" for question in told["questions"]]
    lines += [f"Line {problem['line']:,}, {problem['column']}: {problem['reason']}" for problem in told["problems"]]
    return "\n".join(lines)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} ({count})" for name, count in value.items()) or "-"
    if isinstance(value, list):
        return ", ".join(" ".join(map(str, one)) if isinstance(one, list) else str(one) for one in value) or "-"
    return "-" if value is None else str(value)
