"""Turns the contents of a tool's file into known items: states, dates, order. The same for all tools."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

from queue_app.domain.errors import N_
from queue_app.domain.importing.dates.deciding import DateReader
from queue_app.domain.importing.dates.moment import Moment
from queue_app.domain.importing.facts.known_item import FileLook, KnownComment, KnownItem
from queue_app.domain.importing.facts.questions import LEAVE_OUT, ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem, SourceStep
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.looking.date_order import date_reader
from queue_app.domain.importing.looking.source_waits import key_of, waits_of
from queue_app.domain.importing.looking.unknown_states import states_of
from queue_app.domain.importing.words.nobody import is_nobody
from queue_app.domain.queue.item import State

ORDERS = ("file", "turned")
UNDATED = ("without_day", LEAVE_OUT)
STEPS = "steps"
CONTAINERS = ("items", STEPS, LEAVE_OUT)
ENDED = (State.FINISHED, State.DROPPED)
OPEN = (State.WAITING, State.IN_PROGRESS)
_SHORTENED = re.compile(r"\d[.,]\d+E\+\d+\Z", re.IGNORECASE)


def settle(kind: str, encoding: str, source: SourceFile, answers: ImportAnswers, zone: ZoneInfo | None) -> FileLook:
    """Everything known about a file. Raises InputError for an invalid answer."""
    problems, questions = list(source.problems), list(source.questions)
    items = _named(source, problems)
    items = _parts(source, items, answers, questions)
    items = states_of(items, answers, questions, source.left_out)
    if answers.given.get("containers") and answers.choice("containers", CONTAINERS) == STEPS:
        items = _as_steps(items)
    reader = date_reader(items, answers, questions)
    waits = waits_of(items)
    known = [_known(item, reader, zone, problems, waits) for item in items]
    known = _undated(known, answers, questions, source)
    waiting, running = _ordered(items, known, answers, questions)
    told = FileLook(kind, encoding, source.rows, known, waiting, running, questions, source.left_out, problems)
    return replace(told, samples=source.samples, headings=source.headings, columns=source.columns)


def _named(source: SourceFile, problems: list[Flaw]) -> list[SourceItem]:
    """The items with a title or a reference, without repeated references."""
    seen: dict[str, int] = {}
    named = []
    _without_shortened(source, problems)
    for item in source.items:
        if not item.title and not (item.reference and _says_more(item)):
            problems.append(Flaw(item.line, "title", N_("This row has no title. It is left out."), {}, "no_title"))
            continue
        if item.reference and (first := seen.setdefault(item.reference, item.line)) != item.line:
            reason = N_("Line {first} has the same reference, {reference}. This row is left out.")
            facts = {"first": first, "reference": item.reference[:60]}
            problems.append(Flaw(item.line, "reference", reason, facts, "same_reference"))
            continue
        item.title = item.title or item.reference
        named.append(item)
    return named


def _without_shortened(source: SourceFile, problems: list[Flaw]) -> None:
    """Remove references that a spreadsheet shortened, such as `1.21E+15`: many rows share them, so they identify no item."""
    shortened = [item for item in source.items if _SHORTENED.match(item.reference)]
    if shortened:
        reason = N_("A spreadsheet shortened {count} numbers, such as {example}. These rows have no reference.")
        facts = {"count": len(shortened), "example": shortened[0].reference[:20]}
        problems.append(Flaw(shortened[0].line, "reference", reason, facts))
    for item in shortened:
        item.reference = ""


def _says_more(item: SourceItem) -> bool:
    """Whether a row without a title has more than a reference. A footer line below a table does not."""
    return any((item.state_word, item.created, item.started, item.finished, item.finished_else, item.people))


def _parts(
    source: SourceFile, items: list[SourceItem], answers: ImportAnswers, questions: list[ImportQuestion]
) -> list[SourceItem]:
    """The items with epics and sub-tasks, unless the answer leaves them out."""
    parts = [item for item in items if item.part]
    if not parts or not source.asks_containers:
        return items
    answer = answers.choice("containers", CONTAINERS)
    if answer == LEAVE_OUT:
        source.left_out["containers"] += len(parts)
        return [item for item in items if not item.part]
    if answer is None:
        words = N_("{count} rows are epics or sub-tasks. Import them as items?")
        questions.append(ImportQuestion("containers", words, "items", CONTAINERS, {"count": len(parts)}))
    return items


def _as_steps(items: list[SourceItem]) -> list[SourceItem]:
    """The items, with sub-tasks turned into plan steps of their parent if the parent is in the file."""
    parents = {item.reference: item for item in items if item.reference and item.part != "piece"}
    kept = []
    for item in items:
        parent = parents.get(item.parent) if item.part == "piece" else None
        if parent is None:
            kept.append(item)
        elif item.state is not State.DROPPED:
            parent.steps = (*parent.steps, SourceStep(item.title, item.state is State.FINISHED))
    return kept


def _known(
    item: SourceItem,
    reader: DateReader,
    zone: ZoneInfo | None,
    problems: list[Flaw],
    waits: Mapping[str, tuple[str, ...]],
) -> KnownItem:
    state = item.state or State.WAITING
    created = _read(item, "created", reader, problems)
    started = _read(item, "started", reader, problems)
    finished = _read(item, "finished", reader, problems) if state in ENDED else None
    assumed = finished is None and state in ENDED and bool(item.finished_else)
    if assumed:
        finished = _read(item, "finished_else", reader, problems)
    if state is State.WAITING:
        started = None
    started, finished = _in_order(item, started, finished, problems)
    return KnownItem(
        line=item.line, reference=item.reference, title=item.title, written=item.words, markup=item.markup, state=state,
        created=_placed(created, zone), started=_placed(started, zone), finished=_placed(finished, zone),
        finish_assumed=assumed and finished is not None, people=item.people, areas=item.areas, steps=item.steps,
        comments=_comments(item, reader, zone), blocked=item.blocked, part=item.part, parent=item.parent,
        key=key_of(item), waits_for=waits.get(key_of(item), ()) if key_of(item) else (), due=item.due,
    )  # fmt: skip


def _comments(item: SourceItem, reader: DateReader, zone: ZoneInfo | None) -> tuple[KnownComment, ...]:
    """The comments with their times. An unreadable time is not reported."""
    return tuple(
        KnownComment(comment.words, comment.author, _placed(reader.read(comment.at) if comment.at else None, zone))
        for comment in item.comments
    )


def _placed(moment: Moment | None, zone: ZoneInfo | None) -> Moment | None:
    return moment.placed(zone) if moment is not None and zone is not None else moment


def _read(item: SourceItem, name: str, reader: DateReader, problems: list[Flaw]) -> Moment | None:
    cell: str = getattr(item, name)
    if not cell or is_nobody(cell):
        return None
    moment = reader.read(cell)
    if moment is None:
        problems.append(Flaw(item.line, name, N_("“{cell}” is no day or time."), {"cell": cell[:40]}, "no_day"))
    return moment


def _in_order(
    item: SourceItem, started: Moment | None, finished: Moment | None, problems: list[Flaw]
) -> tuple[Moment | None, Moment | None]:
    """The start and the finish. A start after the finish is corrected.

    If it is less than a day late, or one day late without a time, it becomes the finish. Otherwise the start is removed
    and reported.
    """
    if started is None or finished is None or started.key <= finished.key:
        return started, finished
    close = (started.key - finished.key).days < 1 or (started.day_only and (started.key - finished.key).days < 2)
    if close:
        return finished, finished
    reason = N_("The start is after the finish. The start is left out.")
    problems.append(Flaw(item.line, "started", reason, {}, "start_late"))
    return None, finished


def _undated(
    known: list[KnownItem], answers: ImportAnswers, questions: list[ImportQuestion], source: SourceFile
) -> list[KnownItem]:
    """The items. Finished items without a date are kept or left out, as answered."""
    undated = [item for item in known if item.state is State.FINISHED and item.finished is None]
    if not undated:
        return known
    answer = answers.choice("finished_undated", UNDATED)
    if answer == LEAVE_OUT:
        source.left_out["finished without a day"] += len(undated)
        lost = set(map(id, undated))
        return [item for item in known if id(item) not in lost]
    if answer is None:
        words = N_("{count} finished rows have no day. Keep them without one?")
        facts = {"count": len(undated)}
        questions.append(ImportQuestion("finished_undated", words, "without_day", UNDATED, facts))
    return known


def _ordered(
    items: Sequence[SourceItem], known: Sequence[KnownItem], answers: ImportAnswers, questions: list[ImportQuestion]
) -> tuple[list[KnownItem], list[KnownItem]]:
    """The waiting and the running items, by their place. Without places, in file order, which an answer can reverse."""
    place = {id_of(item): item.place for item in items}
    waiting, running = ([item for item in known if item.state is state] for state in OPEN)
    if any(place.values()):
        return _by_place(waiting, place), _by_place(running, place)
    answer = answers.choice("order", ORDERS)
    if answer == "turned":
        return waiting[::-1], running[::-1]
    if answer is None and _newest_first(known) and len(waiting) > 1:
        words = N_("The file has the newest item first. Keep this order or reverse it?")
        questions.append(ImportQuestion("order", words, "file", ORDERS))
    return waiting, running


def _by_place(items: list[KnownItem], place: Mapping[tuple[int, str, str], Iterable[float | str]]) -> list[KnownItem]:
    return sorted(items, key=lambda item: _sortable(place[item.line, item.reference, item.title]))


def id_of(item: SourceItem) -> tuple[int, str, str]:
    """The key that identifies an item within its file."""
    return item.line, item.reference, item.title


def _sortable(place: Iterable[float | str]) -> tuple[tuple[bool, float, str], ...]:
    """A sort key: numbers before words, items without a place last."""
    keys = tuple((isinstance(part, str), 0.0 if isinstance(part, str) else float(part), str(part)) for part in place)
    return keys or ((True, 0.0, "\U0010ffff"),)


def _newest_first(known: Sequence[KnownItem]) -> bool:
    """Whether no row was created later than the row above, and not all at the same time."""
    days = [item.created.key for item in known if item.created is not None]
    falling = len(days) > 3 and all(above >= below for above, below in pairwise(days))
    return falling and days[0] > days[-1]
