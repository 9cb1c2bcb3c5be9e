"""A look at a calendar file: its days off, the questions about unclear days, and the problems of the file."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.encodings import decode
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.looking.report import problem_object, question_object
from queue_app.domain.team.days_off import DaysOff
from queue_app.usecases.team.calendar_file import CalendarEvents, meaning_of, read_events

KIND = "icalendar"
OPTIONS = ("work", "off")
ASKED: Mapping[str, str] = {
    "region": N_("{count} days are holidays of a region only. Does the team have them off?"),
    "long_spells": N_("{count} periods are long or school holidays. Does the team have them off?"),
    "not_off": N_("{count} events look like a duty or a plan. Does the team have them off?"),
}
"""{meaning of a day: the question about it}."""

FEW = 20
_ZONE = re.compile(rb"^(?:X-WR-TIMEZONE|TZID):([A-Za-z0-9_+/ -]{1,60})\r?$", re.MULTILINE)
_BEGIN = re.compile(rb"(?:\A|[\r\n])\xef?\xbb?\xbf?[ \t]*BEGIN:(?:VCALENDAR|VEVENT)", re.IGNORECASE)


def is_calendar(raw: bytes) -> bool:
    """Whether the file is an iCalendar file."""
    return _BEGIN.search(raw[:4_096]) is not None


def zone_of(raw: bytes) -> ZoneInfo:
    """The time zone that the calendar names; UTC if it names no known zone."""
    for match in islice(_ZONE.finditer(raw), FEW):
        name = match[1].decode("utf-8", "replace").strip()
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            continue
    return ZoneInfo("UTC")


def report(raw: bytes, today: date, zone: ZoneInfo, answers: ImportAnswers) -> dict[str, Any]:
    """The object that the command prints. Raises InputError if the file is too large or not a calendar."""
    found = read_events("file", raw, today, zone)
    spells = _by_meaning(found)
    off = set(spells.get("off", ()))
    questions = []
    for about, words in ASKED.items():
        asked = sorted(set(spells.get(about, ())) - off, key=_in_order)
        if not asked:
            continue
        answer = answers.choice(about, OPTIONS)
        if answer == "off":
            off |= set(asked)
        elif answer is None:
            details = {"days": [_row(spell) for spell in asked]}
            questions.append(ImportQuestion(about, words, "work", OPTIONS, {"count": len(asked)}, details))
    return {
        "kind": KIND,
        "encoding": decode(raw).encoding,
        "rows": found.all,
        "days_off": [_row(spell) for spell in sorted(off, key=_in_order)],
        "questions": [question_object(question) for question in questions],
        "left_out": dict(found.passed) | ({"observance": len(spells["observance"])} if "observance" in spells else {}),
        "problems": [problem_object(problem) for problem in _problems(found, raw)],
    }


def _by_meaning(found: CalendarEvents) -> dict[str, list[DaysOff]]:
    spells: dict[str, list[DaysOff]] = {}
    for event in found.days:
        for spell in event.spells:
            spells.setdefault(meaning_of(event, spell), []).append(spell)
    return spells


def _in_order(spell: DaysOff) -> tuple[date, date, str]:
    return spell.first, spell.last, spell.name


def _row(spell: DaysOff) -> list[str]:
    return [spell.first.isoformat(), spell.last.isoformat(), spell.name]


def _problems(found: CalendarEvents, raw: bytes) -> list[Flaw]:
    """The problems: where the file breaks off, and events with days or repetitions that cannot be read."""
    problems = []
    if found.broken_off:
        problems.append(Flaw(raw.count(b"\n") + 1, "file", N_("The file breaks off here. Export it again.")))
    unreadable = found.passed["broken"] - found.broken_off
    if unreadable > 0:
        problems.append(Flaw(1, "DTSTART", N_("{count} events have no readable day."), {"count": unreadable}))
    if found.passed["repeats"]:
        reason = N_("{count} events repeat in a way that is not read.")
        problems.append(Flaw(1, "RRULE", reason, {"count": found.passed["repeats"]}))
    return problems
