"""Turns the known items of a file into rows of an import. A single cell never refuses the file: it is fitted and counted.

History comes first, in file order. Then come items in progress and waiting items, in the order of their tool.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import chain
from zoneinfo import ZoneInfo

from queue_app.domain import inputs
from queue_app.domain.errors import N_
from queue_app.domain.importing.dates.moment import Moment
from queue_app.domain.importing.decoding.packed import Packed, packed, text_of
from queue_app.domain.importing.facts.known_item import FileLook, KnownItem
from queue_app.domain.importing.facts.source_item import SourceStep
from queue_app.domain.importing.fitting.fitted_waits import fitted_waits
from queue_app.domain.importing.fitting.fitted_words import FittedWords
from queue_app.domain.importing.fitting.fixes import EMPTY, LEAVE_OUT, LINE, STOP, FlawsOfAKind, MetFlaws, told
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.rows import (
    MOST_AREAS,
    MOST_NAMES,
    MOST_PEOPLE,
    MOST_ROWS,
    PERSON,
    ImportNote,
    Row,
    Time,
)
from queue_app.domain.queue.item import State
from queue_app.domain.queue.plan import LONGEST_STEP, MOST_STEPS

ENDED = (State.FINISHED, State.DROPPED)
NO_FIXES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class FittedRows:
    """The rows, the `flaws` by kind, and the names of the items that were `left_out`, by kind of flaw."""

    rows: list[Row]
    flaws: tuple[FlawsOfAKind, ...]
    left_out: dict[str, list[str]]

    @property
    def stopped(self) -> bool:
        """Whether a person chose not to import a file with such flaws."""
        return any(flaw.fix == STOP for flaw in self.flaws)


def rows_of(look: FileLook, zone: ZoneInfo, today: date, fixes: Mapping[str, str] = NO_FIXES) -> FittedRows:
    """The rows for a team in `zone`. `fixes`: {kind of flaw: fix}.

    Raises FlawedFile for more rows than one import can have, InputError for an unknown fix.
    """
    if len(look.items) > MOST_ROWS:
        reason = N_("The file has more than {most} rows. Split the file.")
        raise FlawedFile([Flaw(look.items[MOST_ROWS].line, "file", reason, {"most": MOST_ROWS})])
    flaws = MetFlaws.of(fixes)
    lines: dict[int, str] = {}
    for problem in look.problems:
        if flaws.meet(problem) == LEAVE_OUT:
            lines.setdefault(problem.line, problem.kind)
    fitter = _Fitter(FittedWords(flaws), {}, zone, today, lines)
    closed = (item for item in look.items if item.state in ENDED)
    rows = [row for item in chain(closed, look.running, look.waiting) if (row := fitter.row(item))]
    rows = fitted_waits(_few_names(rows, flaws), flaws)
    return FittedRows(rows, flaws.all(), fitter.left_out)


@dataclass(slots=True)
class _Fitter:
    """`out`: {line: the kind of flaw for which its row is left out}."""

    words: FittedWords
    left_out: dict[str, list[str]]
    zone: ZoneInfo
    today: date
    out: Mapping[int, str]

    def row(self, item: KnownItem) -> Row | None:
        """The row of an item, or None if it is left out."""
        self.words.row, self.words.leaves = item.line, self._left(item)
        row = self._row(item)
        if self.words.leaves:
            self.left_out.setdefault(self.words.leaves, []).append(item.name)
            return None
        return row

    def _left(self, item: KnownItem) -> str:
        """The flaw for which the row is left out. Rows without a title and repeated rows were removed earlier."""
        kind = self.out.get(item.line, "")
        return "" if kind in ("no_title", "same_reference") else kind

    def _row(self, item: KnownItem) -> Row:
        met = self.words.met
        started, ended = self._in_order(self._past(item.started, "started"), self._past(item.finished, "finished"))
        if item.state is State.FINISHED and ended is None:
            met("finish_undated", "finished", "{title}", title=item.title[:80])
            ended = Time(None, self.today)
            started = None if started and started.on > self.today else started
        if item.finish_assumed and ended:
            met("finish_assumed", "finished", "{day}", day=ended.on.isoformat())
        if item.parent:
            met("parent", "parent", "{parent}", parent=item.parent[:80])
        keeps_due = bool(item.due) and met("due", "words", "{due}", due=item.due) == LINE
        title, words = self._title(item, item.due if keeps_due else "")
        names = self.words.names
        areas = (name for name in item.areas if name != item.blocked)
        return Row(
            line=item.line,
            title=title,
            words=words,
            reference=self._reference(item.reference),
            state=item.state,
            created_at=self._moment(self._past(item.created, "created") or started or ended),
            started=started,
            ended=ended,
            people=names(item.people, PERSON, MOST_PEOPLE, ("person_long", "people_many"), "people"),
            areas=names(areas, inputs.AREA, MOST_AREAS, ("area_long", "areas_many"), "area"),
            flag=self._flag(item),
            steps=self._steps(item),
            notes=tuple(self._notes(item)),
            key=item.key,
            waits_for=item.waits_for,
        )

    def _title(self, item: KnownItem, line: str) -> tuple[str, Packed]:
        """The title and the words. The words begin with the kept `line`, then the full title if the title was cut."""
        whole = " ".join(inputs.readable(item.title).split())
        whole = whole if inputs.seen(whole) else item.reference or "?"
        title = self.words.line(whole, inputs.TITLE, "title_long", "title")
        first = [line] if line else []
        first += [whole] if title != whole else []
        words = "\n\n".join([*first, item.words]) if first else item.words
        words = self.words.text(words, inputs.WORDS, "words_long", "words")
        return title, item.written if words == text_of(item.written) else packed(words)  # Long words are stored once.

    def _flag(self, item: KnownItem) -> str:
        """The reason why an open item is blocked. The label that says so does not become an area."""
        if item.state in ENDED:
            if item.blocked:
                self.words.met("closed_flag", "blocked", "{flag}", flag=item.blocked[:80])
            return ""
        return self.words.line(item.blocked, inputs.REASON, "block_long", "blocked")

    def _reference(self, raw: str) -> str | None:
        clean = " ".join(inputs.readable(raw).split())
        if len(clean) > inputs.REFERENCE:
            self.words.met("reference_long", "reference", "{reference}", reference=clean[:80])
        return clean if inputs.seen(clean) and len(clean) <= inputs.REFERENCE else None

    def _steps(self, item: KnownItem) -> tuple[SourceStep, ...]:
        cut = (self.words.line(step.words, LONGEST_STEP, "step_long", "plan") for step in item.steps)
        steps = [replace(step, words=words) for step, words in zip(item.steps, cut, strict=True) if inputs.seen(words)]
        if len(steps) > MOST_STEPS:
            self.words.met("steps_many", "plan", "{count}", count=len(steps))
        return tuple(steps[:MOST_STEPS])

    def _notes(self, item: KnownItem) -> Iterator[ImportNote]:
        """The comments, oldest first if all have a time. Each begins with the name of its author."""
        keys = [comment.at.key for comment in item.comments if comment.at]
        whole = len(keys) == len(item.comments)
        for n in sorted(range(len(keys)), key=keys.__getitem__) if whole else range(len(item.comments)):
            comment = item.comments[n]
            author = self.words.line(comment.author, PERSON, "person_long", "people")
            said = item.said(comment)
            if inputs.seen(said):
                words = f"{author}:\n\n{said}" if author else said
                words = self.words.text(words, inputs.WORDS, "comment_long", "comment")
                yield ImportNote(words, author, self._moment(self._past(comment.at, "comment", "comment_future")))

    def _past(self, moment: Moment | None, column: str, kind: str = "future") -> Time | None:
        """The moment in the team's zone. A moment in the future is left empty."""
        if moment is None:
            return None
        when = _time(moment, self.zone)
        if when.on > self.today:
            self.words.met(kind, column, "{day}", day=when.on.isoformat())
            return None
        return when

    def _in_order(self, started: Time | None, ended: Time | None) -> tuple[Time | None, Time | None]:
        """In the team's zone, a start can be some hours after the finish. Then the finish is also the start."""
        if started and ended and _after(started, ended):
            fix = self.words.met("start_close", "started", "{day}", day=started.on.isoformat())
            return None if fix == EMPTY else ended, ended
        return started, ended

    def _moment(self, when: Time | None) -> datetime | None:
        if when is None:
            return None
        return when.at or datetime.combine(when.on, time(), self.zone).astimezone(UTC)


def _time(moment: Moment, zone: ZoneInfo) -> Time:
    at = moment.placed(zone).value
    if not isinstance(at, datetime):
        return Time(None, at)
    return Time(at.astimezone(UTC), at.astimezone(zone).date())


def _after(started: Time, ended: Time) -> bool:
    late = bool(started.at and ended.at and started.at > ended.at)
    return late or started.on > ended.on


def _few_names(rows: list[Row], flaws: MetFlaws) -> list[Row]:
    """The rows with only the most frequent areas and people, as many as a team can have."""
    areas = _seldom(Counter(name.casefold() for row in rows for name in row.areas), MOST_NAMES["area"])
    people = _seldom(Counter(name for row in rows for name in row.people), MOST_NAMES["people"])
    if not areas and not people:
        return rows
    for kind, names in (("areas_seldom", areas), ("people_seldom", people)):
        if names:
            flaws.meet(told(kind, 1, "file", "{names}", names=", ".join(sorted(names)[:5])), len(names))
    return [
        replace(
            row,
            areas=tuple(name for name in row.areas if name.casefold() not in areas),
            people=tuple(name for name in row.people if name not in people),
        )
        for row in rows
    ]


def _seldom(names: Counter[str], most: int) -> set[str]:
    return {name for name, _ in names.most_common()[most:]}
