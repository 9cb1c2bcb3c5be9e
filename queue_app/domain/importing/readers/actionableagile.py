"""ActionableAgile: one row per item and one date column per stage, from left to right. An item can skip a stage."""

from collections.abc import Sequence

from queue_app.domain.importing.dates.written_date import written_date
from queue_app.domain.importing.decoding.table import Table
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.headings import Fields, headings_of
from queue_app.domain.importing.words.states import meaning, resolution
from queue_app.domain.queue.item import State

TAKEN = ("reference", "address", "title", "stage", "resolution", "labels", "blocked")
LOOKED_AT, LEAST_STAGES = 2_000, 2
_ATTRIBUTES = frozenset(
    (
        "type",
        "issue type",
        "work item type",
        "priority",
        "assignee",
        "resolution",
        "labels",
        "components",
        "component",
        "blocked",
        "blocked days",
        "estimate",
        "class of service",
        "project",
        "parent",
        "story points",
        "fix version",
        "fix versions",
        "sprint",
        "epic",
        "flagged",
    )
)
_PLAIN_DATES = ("created", "started", "finished", "updated")


def is_ours(table: Table) -> bool:
    """Whether date columns directly follow id, link and name, and are more than a start and a finish."""
    fields = find_fields(table)
    stages = fields.get("stage", ())
    if "reference" not in fields or "title" not in fields or len(stages) < LEAST_STAGES:
        return False
    plain = headings_of("plain")
    unusual = [place for place in stages if plain.field_of(table.headings[place]) is None]
    return (is_linked(table.headings) and _dated(table, stages)) or _dated(table, tuple(unusual))


def is_linked(headings: Sequence[str]) -> bool:
    """Whether one of the first columns is a link."""
    return "link" in map(fold, headings[:3])


def _dated(table: Table, stages: tuple[int, ...]) -> bool:
    return any(row.cell(place) for row in table.rows[:LOOKED_AT] for place in stages)


def find_fields(table: Table) -> Fields:
    """The columns by their headings, and the run of stages after the last of id, link and name."""
    fields = headings_of("actionableagile").columns(table.headings)
    head = [place for name in ("reference", "address", "title") for place in fields.get(name, ())]
    begin = next((place for place in range(len(table.headings)) if place not in head), len(table.headings))
    if begin == 0 or any(place > begin for place in head):
        return fields
    stages = []
    for place in range(begin, len(table.headings)):
        if _is_attribute(table.headings[place]) or not _only_days(table, place):
            break
        stages.append(place)
    while stages and not _dated(table, (stages[-1],)) and meaning(table.headings[stages[-1]]) is not State.FINISHED:
        stages.pop()
    return fields | ({"stage": tuple(stages)} if stages else {})


def _is_attribute(heading: str) -> bool:
    """Whether the heading names something other than a stage."""
    return fold(heading) in _ATTRIBUTES or headings_of("plain").field_of(heading) not in (None, *_PLAIN_DATES)


def _only_days(table: Table, place: int) -> bool:
    cells = [cell for row in table.rows[:LOOKED_AT] if (cell := row.cell(place))]
    return all(_is_day(cell) for cell in cells[:50]) and sum(map(_is_day, cells)) * 10 >= len(cells) * 9


def _is_day(cell: str) -> bool:
    written = written_date(cell)
    return written is not None and written.count is None


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    source = of_rows(headed, *TAKEN)
    for row in headed:
        source.add(_item(row))
    return source


def _item(row: HeadedRow) -> SourceItem:
    stages = [row.row.cell(place) for place in row.fields.get("stage", ())]
    later = [cell for cell in stages[1:] if cell]
    state = State.FINISHED if stages and stages[-1] else State.IN_PROGRESS if later else State.WAITING
    if row.one("resolution") and resolution(row.one("resolution")) is State.DROPPED and state is State.FINISHED:
        state = State.DROPPED
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        state=state,
        created=stages[0] if stages else "",
        started=later[0] if later else "",
        finished=stages[-1] if stages else "",
        areas=areas((cell.strip("[]") for cell in row.all("labels")), ",;|"),
        blocked="Blocked" if fold(row.one("blocked")) in ("yes", "true", "1") else "",
    )


TOOL = ForeignTool("actionableagile", from_table=read, is_table=is_ours, table_fields=find_fields)
