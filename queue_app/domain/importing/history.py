"""Reads only the finished work of a table: dates, people and areas. Tests of a rule need nothing else, not even titles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from queue_app.domain.errors import N_
from queue_app.domain.importing.dates.deciding import decide
from queue_app.domain.importing.decoding.encodings import decode
from queue_app.domain.importing.decoding.table import read_table
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, people
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.looking.kinds import is_heading
from queue_app.domain.importing.readers.parts.guessed_columns import plain_columns
from queue_app.domain.importing.words.headings import headings_of
from queue_app.domain.importing.words.states import meaning
from queue_app.domain.queue.item import State

PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class PastWork:
    """One finished row. A time with a zone is converted to UTC; a time without a zone is kept."""

    on: date
    people: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def finished_work(raw: bytes, needed: Iterable[str] = ()) -> list[PastWork]:
    """The finished rows of a CSV file, in file order. Rows without a finish and dropped rows are ignored.

    `needed`: additional required columns. Raises FlawedFile with every flaw.
    """
    table = read_table(decode(raw, None).text, is_heading)
    headed = HeadedTable(table, headings_of(PLAIN).columns(table.headings) | plain_columns(table).fields)
    for name in ("finished", *needed):
        if not headed.fields.get(name):
            reason = N_("No column has the heading “{name}”. Add one.")
            raise FlawedFile([Flaw(1, "file", reason, {"name": name})])
    rows = [row for row in headed if row.one("finished") and meaning(row.one("state")) is not State.DROPPED]
    reader = decide(row.one("finished") for row in rows)
    if reader.open_orders:
        reason = N_("{example} has two meanings. Write it as 2026-11-23.")
        raise FlawedFile([Flaw(1, "finished", reason, {"example": reader.example})])
    flaws: list[Flaw] = []
    work = []
    for row in rows:
        moment = reader.read(row.one("finished"))
        if moment is None:
            facts = {"cell": row.one("finished")[:40]}
            flaws.append(Flaw(row.line, "finished", N_("“{cell}” is no day or time."), facts))
        else:
            work.append(_work(row, moment.value))
    if flaws:
        raise FlawedFile(flaws)
    return work


def _work(row: HeadedRow, when: date) -> PastWork:
    if isinstance(when, datetime):
        when = (when.astimezone(UTC) if when.tzinfo else when).date()
    return PastWork(when, people(row.all("people")), areas(row.all("area"), ";\n"))
