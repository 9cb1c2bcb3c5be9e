"""Finds a finish date under an unknown heading: a column with dates only in finished rows. A question confirms it."""

from collections.abc import Sequence

from queue_app.domain.errors import N_
from queue_app.domain.importing.dates.written_date import written_date
from queue_app.domain.importing.facts.headed_table import HeadedTable
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.queue.item import State

KNOWN = frozenset(("finished", "resolved", "ended", "stage"))
NEARLY_ALL, HARDLY_ANY, LOOKED_AT = 0.8, 0.1, 2_000


def take_missing_finish(headed: HeadedTable, source: SourceFile, answers: ImportAnswers) -> None:
    """Give finished items the date of the column that looks like the finish, if no known column has it."""
    finished = {item.line: item for item in source.items if item.state is State.FINISHED and not item.finished}
    if not finished or KNOWN & headed.fields.keys():
        return
    chosen = answers.table("columns").get("finished")
    place = _of_heading(headed, chosen) if chosen is not None else _likely(headed, source.items, finished)
    if place is None:
        return
    if chosen is None:
        heading = headed.table.headings[place]
        words = N_("{count} rows are finished, and “{heading}” looks like their day. Is it?")
        facts = {"count": len(finished), "heading": heading}
        earlier: dict[str, str] = next(
            (question.proposed for question in source.questions if question.about == "columns"), {}
        )
        source.questions = [question for question in source.questions if question.about != "columns"]
        proposed = earlier | {"finished": heading}
        source.questions.append(ImportQuestion("columns", words, proposed, headed.table.headings, facts))
    for row in headed.table.rows:
        if row.line in finished:
            finished[row.line].finished = row.cell(place)


def _of_heading(headed: HeadedTable, heading: str) -> int | None:
    names = [fold(one) for one in headed.table.headings]
    return names.index(fold(heading)) if heading and fold(heading) in names else None


def _likely(headed: HeadedTable, items: Sequence[SourceItem], finished: dict[int, SourceItem]) -> int | None:
    """The last date column that is filled in nearly all finished rows and hardly any open row."""
    taken = {place for of in headed.fields.values() for place in of}
    still_open = {item.line for item in items if item.state in (State.WAITING, State.IN_PROGRESS)}
    best = None
    for place in range(len(headed.table.headings)):
        if place in taken:
            continue
        filled = [(row.line, cell) for row in headed.table.rows[:LOOKED_AT] if (cell := row.cell(place))]
        ended = sum(line in finished for line, _ in filled)
        opened = sum(line in still_open for line, _ in filled)
        if _only_days([cell for _, cell in filled]) and _fits(ended, len(finished), opened, len(still_open)):
            best = place
    return best


def _fits(ended: int, finished: int, opened: int, still_open: int) -> bool:
    return ended >= NEARLY_ALL * min(finished, LOOKED_AT) and opened <= HARDLY_ANY * still_open


def _only_days(cells: Sequence[str]) -> bool:
    return bool(cells) and all((day := written_date(cell)) is not None and day.count is None for cell in cells)
