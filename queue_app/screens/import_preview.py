"""The preview of a file before its import: counts, questions, first and last rows, and what is left out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from queue_app.domain.errors import Sentence
from queue_app.domain.importing.facts.due import is_due
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.items import NewRows
from queue_app.domain.importing.names import suggest_members
from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.item import State
from queue_app.usecases.importing.read_file import FileRead
from queue_app.usecases.importing.uploads import UploadState

ITEMS_A_SECOND = 5_000
MOST_NAMES = 60
"""The number of names that the preview asks about. Members claim further names on the cover page with "That was me"."""

FIRST_WAITING, MOST_LEFT_OUT, MOST_MONTHS = 3, 60, 48


@dataclass(frozen=True, slots=True)
class MonthBar:
    """The bar of a month: its height as a share of the highest month, and its position, both in per cent."""

    at: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What the import would add: items by state, finishes, starts, names. Also counts the rows that the team already has."""

    waiting: int
    in_progress: int
    finished: int
    dropped: int
    known: int
    repeated: int
    skipped: tuple[str, ...]
    alike: int
    first_finish: date | None
    last_finish: date | None
    with_start: int
    people: int
    areas: tuple[tuple[str, int], ...]
    blocked: int
    plans: int
    notes: int
    waits: int
    months: tuple[MonthBar, ...] = ()

    @property
    def items(self) -> int:
        return self.waiting + self.in_progress + self.finished + self.dropped

    @property
    def seconds(self) -> int:
        """The estimated duration in steps of five seconds, if it is long enough to show.

        Measured on a small, busy machine.
        """
        return self.items // ITEMS_A_SECOND // 5 * 5


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row as it was read. `n` is its position among the waiting rows."""

    row: Row
    n: int | None = None


@dataclass(frozen=True, slots=True)
class AskedChoice:
    """One choice of a question: the name of its input, its subject, the options and the selected one."""

    name: str
    about: str | Sentence
    options: tuple[str, ...]
    chosen: str
    count: int | None = None
    sample: str = ""
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question about the file, with a choice for each word or column that it concerns."""

    about: str
    sentence: Sentence
    choices: tuple[AskedChoice, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column or kind of row that is left out, with an example."""

    name: str
    count: int
    sample: str


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name in the file and the id of its member, or None for a former person."""

    name: str
    member: int | None = None


def asked_line(question: ImportQuestion, state: UploadState) -> AskedLine:
    """A question with its choices. The answer is selected, else the proposal."""
    answer = state.answers.given.get(question.about)
    remembered = question.about in state.remembered
    table: Mapping[str, str] = answer if isinstance(answer, dict) else {}
    if question.about == "states":
        counts = question.details.get("counts", {})
        choices = tuple(
            AskedChoice(
                f"states-{n}",
                word,
                tuple(question.options),
                table.get(word, proposed),
                counts.get(word),
                "",
                remembered and word in table,
            )
            for n, (word, proposed) in enumerate(question.proposed.items())
        )
    elif question.about == "columns":
        samples = question.details.get("samples", {})
        headings = ("", *dict.fromkeys(question.details.get("headings") or question.options))
        choices = tuple(
            AskedChoice(
                f"columns-{name}", name, headings, table.get(name, heading), None, samples.get(name, ""), remembered
            )
            for name, heading in question.proposed.items()
        )
    else:
        chosen = str(answer) if answer is not None else str(question.proposed)
        options = tuple(question.options)
        choices = (AskedChoice(question.about, question.sentence, options, chosen, remembered=remembered),)
    return AskedLine(question.about, question.sentence, choices)


def name_lines(new: NewRows, answers: ImportAnswers, members: Mapping[int, str]) -> tuple[NameLine, ...]:
    """The first names, members first. The stored choice applies, else a member with the same name."""
    proposed = suggest_members({name for row in new.rows for name in row.people}, members)
    chosen: Mapping[str, int] = answers.given.get("members") or {}
    lines = (NameLine(name, (chosen[name] or None) if name in chosen else id_) for name, id_ in proposed.items())
    return tuple(islice(lines, MOST_NAMES))


def coming_of(new: NewRows) -> ImportCounts:
    """Count what the import would add."""
    rows = new.rows
    days = sorted(row.ended.on for row in rows if row.state is State.FINISHED and row.ended)
    areas = Counter({name.casefold(): 0 for row in rows for name in row.areas})
    written: dict[str, str] = {}
    for row in rows:
        for name in row.areas:
            areas[name.casefold()] += 1
            written.setdefault(name.casefold(), name)
    return ImportCounts(
        **{state.value: sum(row.state is state for row in rows) for state in State},
        known=new.known,
        repeated=new.repeated,
        skipped=new.skipped,
        alike=new.alike,
        first_finish=days[0] if days else None,
        last_finish=days[-1] if days else None,
        with_start=sum(row.started is not None for row in rows if row.state is State.FINISHED),
        people=len({name for row in rows for name in (*row.people, *(note.author for note in row.notes)) if name}),
        areas=tuple((written[name], count) for name, count in areas.most_common()),
        blocked=sum(bool(row.flag) for row in rows),
        plans=sum(bool(row.steps) for row in rows),
        notes=sum(len(row.notes) for row in rows),
        waits=sum(len(row.waits_for) for row in rows),
        months=_months(days),
    )


def _months(days: Sequence[date]) -> tuple[MonthBar, ...]:
    """Bars for the last months. None for fewer than three months, which show no trend."""
    counts = Counter(day.year * 12 + day.month for day in days)
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - MOST_MONTHS + 1)
    step, highest = 100 / (last - first + 1), max(counts.values())
    bars = (MonthBar((n - first) * step, step * 0.85, 100 * counts[n] / highest) for n in range(first, last + 1))
    return tuple(bars) if last - first > 1 else ()


def rows_shown(rows: Sequence[Row]) -> Iterable[RowShown | int]:
    """The first and last waiting rows with the number of rows between them, and one row each in progress and finished."""
    waiting = [row for row in rows if row.state is State.WAITING]
    yield from (RowShown(row, n) for n, row in enumerate(waiting[:FIRST_WAITING], start=1))
    if len(waiting) > FIRST_WAITING + 1:
        yield len(waiting) - FIRST_WAITING - 1
    if len(waiting) > FIRST_WAITING:
        yield RowShown(waiting[-1], len(waiting))
    for state in (State.IN_PROGRESS, State.FINISHED, State.DROPPED):
        last = [row for row in rows if row.state is state]
        yield from map(RowShown, last[-1:])


def left_out_of(read: FileRead) -> Iterable[LeftOut]:
    """The columns and kinds of rows that are left out, the most frequent first."""
    for name, count in read.look.left_out.most_common(MOST_LEFT_OUT):
        if count and not is_due(name):  # Due dates have their own question.
            yield LeftOut(name, count, read.look.samples.get(name, ""))
