"""Reads a file for a team, with the answers to what it does not say. The page and the command use it."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from queue_app.domain.errors import N_
from queue_app.domain.importing.facts.known_item import FileLook
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.fitting.fixes import TODAY
from queue_app.domain.importing.fitting.rows_of_look import FittedRows, rows_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.looking.kinds import KINDS
from queue_app.domain.importing.looking.look import look_at_source
from queue_app.domain.importing.readers import lines
from queue_app.domain.team.team import Team
from queue_app.usecases.importing.look_file import source_in
from queue_app.usecases.team import calendar_look
from queue_app.usecases.team.settings import zone as zone_rule


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file says, and its rows for the team."""

    look: FileLook
    fitted: FittedRows

    @property
    def without_items(self) -> "FileRead":
        """Only what an import needs: the rows, the questions and what was left out. Many items take much memory."""
        return replace(self, look=replace(self.look, items=[], waiting=[], running=[]))


def read_file(raw: bytes, answers: ImportAnswers, team: Team, today: date) -> FileRead:
    """Read a file for a team. Raises FlawedFile, and InputError for an invalid answer.

    Finished items without a date are a flaw with its own choice here, because a team has no such items.
    """
    kind = answers.choice("kind", KINDS)
    if kind is None and calendar_look.is_calendar(raw):
        raise FlawedFile([Flaw(1, "file", N_("This is a calendar. Add it in the settings of the team."))])
    named = answers.given.get("zone")
    zone = ZoneInfo(zone_rule("zone", named)) if named else team.zone
    answers_here = answers.but(finished_undated="without_day")
    held = [raw]
    del raw
    look = look_at_source(source_in(held, answers_here, kind), answers_here, zone)
    usual = {"finish_undated": TODAY} if look.kind == lines.KIND else {}
    return FileRead(look, rows_of(look, team.zone, today, usual | dict(answers.table("flaws"))))
