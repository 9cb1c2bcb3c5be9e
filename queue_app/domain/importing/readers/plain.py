"""A table of no known tool.

Its columns are found by headings in many languages, else guessed from their cells and asked about.
"""

from queue_app.domain.errors import N_
from queue_app.domain.importing.facts.foreign_tool import ForeignTool, of_rows
from queue_app.domain.importing.facts.headed_table import HeadedRow, HeadedTable
from queue_app.domain.importing.facts.names import areas, people
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.readers.parts.guessed_columns import ASKED, FIELDS, chosen_columns, plain_columns
from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.headings import Fields
from queue_app.domain.importing.words.nobody import is_nobody
from queue_app.domain.importing.words.states import meaning, resolution
from queue_app.domain.queue.item import State

SEVERAL = ("one", "several")
FEW = 2
"""The minimum number of rows that can show that a column is a plan."""
YES = frozenset(
    (
        "yes",
        "true",
        "x",
        "1",
        "y",
        "ja",
        "oui",
        "si",
        "sim",
        "wahr",
        "vrai",
        "verdadero",
        "tak",
        "да",
        "はい",
        "是",
        "✓",
        "✔",
        "☑",
        "checked",
        "done",
    )
)


def read(headed: HeadedTable, answers: ImportAnswers) -> SourceFile:
    """All rows."""
    columns = plain_columns(headed.table)
    fields = chosen_columns(headed.table, columns.fields, answers.table("columns"))
    headed = HeadedTable(headed.table, fields)
    if not answers.knows("columns"):
        headed = HeadedTable(headed.table, _without_plans(headed))
    source = of_rows(headed, *FIELDS)
    source.columns = {name: headed.table.headings[of[0]] for name, of in fields.items() if name in ASKED and of}
    if columns.guessed and not answers.knows("columns"):
        source.questions.append(_column_question(headed, columns.guessed))
    separators = _person_separators(headed, answers, source)
    ranked = _is_ranked(headed)
    for row in headed:
        source.add(_item(row, separators, ranked=ranked))
    return source


def _without_plans(headed: HeadedTable) -> Fields:
    """The columns without planned dates.

    A start date is a plan if most waiting rows have one, a finish date if most unfinished rows have one. A planned
    finish is still the next best date of a finished item.
    """
    states = [(row, meaning(row.one("state"))) for row in headed if row.one("state")]
    waiting = [row for row, state in states if state is State.WAITING]
    unfinished = [row for row, state in states if state in (State.WAITING, State.IN_PROGRESS)]
    fields = dict(headed.fields)
    if _mostly(waiting, "started"):
        del fields["started"]
    if _mostly(unfinished, "finished"):
        fields["planned_finish"] = fields.pop("finished")
    return fields


def _mostly(rows: list[HeadedRow], field: str) -> bool:
    return len(rows) >= FEW and sum(bool(_day(row, field)) for row in rows) * 2 > len(rows)


def _column_question(headed: HeadedTable, guessed: tuple[str, ...]) -> ImportQuestion:
    """The question about the guessed columns, by field, with a sample of each."""
    names = {name: headed.table.headings[headed.fields[name][0]] for name in guessed if headed.fields.get(name)}
    samples = {name: next((cell for row in headed if (cell := row.one(name))), "")[:80] for name in names}
    words = N_("No heading says which columns these are. Are they: {columns}?")
    listed = ", ".join(f"{name}: {heading}" for name, heading in names.items()) or "-"
    return ImportQuestion(
        "columns", words, names, ASKED, {"columns": listed}, {"samples": samples, "headings": headed.table.headings}
    )


def _is_ranked(headed: HeadedTable) -> bool:
    """Whether a numeric column orders the rows."""
    cells = [row.one("rank") for row in headed] if "rank" in headed.fields else []
    return any(cells) and all(_number(cell) is not None for cell in cells if cell)


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", ".")) if len(cell) < 30 else None
    except ValueError:
        return None


def _person_separators(headed: HeadedTable, answers: ImportAnswers, source: SourceFile) -> str:
    """The separators between people. A comma can also be part of a name.

    A part that is alone in another cell shows that commas separate people. Otherwise a question is asked.
    """
    cells = {cell for row in headed for cell in row.all("people")}
    doubtful = sorted(cell for cell in cells if "," in cell)
    if not doubtful:
        return ";\n"
    alone = {fold(cell) for cell in cells if "," not in cell}
    parts = {fold(part) for cell in doubtful for part in cell.split(",")}
    answer = answers.choice("people", SEVERAL)
    if answer is None and not parts & alone:
        words = N_("Is “{name}” one person, or several?")
        source.questions.append(ImportQuestion("people", words, "one", SEVERAL, {"name": doubtful[0][:80]}))
        return ";\n"
    return ";\n" if answer == "one" else ",;\n"


def _day(row: HeadedRow, field: str) -> str:
    """The date in a cell; `-` and `null` mean none."""
    return "" if is_nobody(row.one(field)) else row.one(field)


def _item(row: HeadedRow, separators: str, *, ranked: bool) -> SourceItem:
    rank = _number(row.one("rank")) if ranked else None
    blocked = row.one("blocked")
    return SourceItem(
        line=row.line,
        reference=row.one("reference"),
        title=row.one("title"),
        words=row.one("words"),
        state=_state(row),
        state_word=row.one("state"),
        created=row.one("created"),
        started=_day(row, "started"),
        finished=_day(row, "finished"),
        finished_else=_day(row, "updated") or _day(row, "planned_finish"),
        people=people(row.all("people"), separators),
        areas=areas(row.all("area")),
        blocked=blocked if fold(blocked) not in ("", "no", "false", "0", "nein", "non") else "",
        waits_for=areas(row.all("waits_for"), ",; \n"),
        place=(rank,) if rank is not None else (),
    )


def _state(row: HeadedRow) -> State | None:
    """The state by its word. *Open* only means not finished. Without a word, the dates decide."""
    word, flag = row.one("state"), row.one("done")
    if flag in YES or fold(flag) in YES:
        return State.FINISHED
    state = meaning(word) if word else None
    started, finished = _day(row, "started"), _day(row, "finished")
    if fold(word) in ("open", "offen", "opened") and started and not finished:
        return State.IN_PROGRESS
    if not word:
        state = State.FINISHED if finished else State.IN_PROGRESS if started else State.WAITING
    if state is State.FINISHED and row.one("resolution") and resolution(row.one("resolution")) is State.DROPPED:
        return State.DROPPED
    return state


TOOL = ForeignTool("csv", from_table=read, table_fields=lambda table: plain_columns(table).fields)
