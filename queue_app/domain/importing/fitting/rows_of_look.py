"""What is known of a file becomes rows of an import. No single cell refuses the file: it is fitted, and counted.

History comes first, in the order of the file; then what is in progress and what waits, in the order of its tool.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import chain
from zoneinfo import ZoneInfo

from queue_app.domain import inputs
from queue_app.domain.errors import N_
from queue_app.domain.importing.dates.moment import Moment
from queue_app.domain.importing.facts.known_item import FileLook, KnownItem
from queue_app.domain.importing.facts.source_item import SourceStep
from queue_app.domain.importing.fitting.fitted_words import FittedWords
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.rows import MOST_AREAS, MOST_NAMES, MOST_PEOPLE, PERSON, ImportNote, Row
from queue_app.domain.importing.text import MOST_ROWS
from queue_app.domain.importing.times import Time
from queue_app.domain.queue.item import State
from queue_app.domain.queue.plan import LONGEST_STEP, MOST_STEPS

ENDED = (State.FINISHED, State.DROPPED)


@dataclass(frozen=True, slots=True)
class FittedRows:
    """The rows, how often something was `changed` to fit, and the names of the items that are `left_out`, by reason."""

    rows: list[Row]
    changed: Counter[str]
    left_out: dict[str, list[str]]


def rows_of(look: FileLook, zone: ZoneInfo, today: date) -> FittedRows:
    """The rows for a team in `zone`. Raises FlawedFile where they are too many for one act."""
    if len(look.items) > MOST_ROWS:
        reason = N_("The file has more than {most} rows. Split the file.")
        raise FlawedFile([Flaw(look.items[MOST_ROWS].line, "file", reason, {"most": MOST_ROWS})])
    fitter = _Fitter(FittedWords(), {}, zone, today)
    closed = (item for item in look.items if item.state in ENDED)
    rows = [row for item in chain(closed, look.running, look.waiting) if (row := fitter.row(item))]
    return FittedRows(_few_names(rows, fitter.words.changed), +fitter.words.changed, fitter.left_out)


@dataclass(slots=True)
class _Fitter:
    words: FittedWords
    left_out: dict[str, list[str]]
    zone: ZoneInfo
    today: date

    def row(self, item: KnownItem) -> Row | None:
        """The row of an item. None: it cannot be one."""
        started, ended = self._in_order(self._past(item.started, "starts"), self._past(item.finished, "finishes"))
        if item.state is State.FINISHED and ended is None:
            self.left_out.setdefault("finished without a day", []).append(item.name)
            return None
        title, words = self._title(item)
        self.words.changed["finishes taken from the next best day"] += item.finish_assumed
        self.words.changed["links to a parent left out"] += bool(item.parent)
        return Row(
            line=item.line,
            title=title,
            words=words,
            reference=self._reference(item.reference),
            state=item.state,
            created_at=self._moment(self._past(item.created, "creation days") or started or ended),
            started=started,
            ended=ended,
            people=self.words.names(item.people, PERSON, MOST_PEOPLE, "people"),
            areas=self.words.names(
                (name for name in item.areas if name != item.blocked), inputs.AREA, MOST_AREAS, "areas"
            ),
            flag=self._flag(item),
            steps=self._steps(item),
            notes=tuple(self._notes(item)),
        )

    def _title(self, item: KnownItem) -> tuple[str, str]:
        """The title and the words. The words begin with all of a title that was cut."""
        whole = " ".join(inputs.readable(item.title).split())
        whole = whole if inputs.seen(whole) else item.reference or "?"
        title = self.words.line(whole, inputs.TITLE, "titles cut")
        words = item.words if title == whole else f"{whole}\n\n{item.words}"
        return title, self.words.text(words, inputs.WORDS, "words cut")

    def _flag(self, item: KnownItem) -> str:
        """Why an open item is blocked. A label that says so is no area."""
        if item.state in ENDED:
            self.words.changed["flags of closed items left out"] += bool(item.blocked)
            return ""
        return self.words.line(item.blocked, inputs.REASON, "reasons of blocks cut")

    def _reference(self, raw: str) -> str | None:
        clean = " ".join(inputs.readable(raw).split())
        if len(clean) > inputs.REFERENCE:
            self.words.changed["references left empty"] += 1
        return clean if inputs.seen(clean) and len(clean) <= inputs.REFERENCE else None

    def _steps(self, item: KnownItem) -> tuple[SourceStep, ...]:
        lines = (replace(step, words=self.words.line(step.words, LONGEST_STEP, "steps cut")) for step in item.steps)
        steps = tuple(step for step in lines if inputs.seen(step.words))
        self.words.changed[f"steps beyond {MOST_STEPS} left out"] += max(0, len(steps) - MOST_STEPS)
        return steps[:MOST_STEPS]

    def _notes(self, item: KnownItem) -> Iterator[ImportNote]:
        """The comments, the oldest first where all tell their moment. Each begins with the name of its author."""
        keys = [comment.at.key for comment in item.comments if comment.at]
        whole = len(keys) == len(item.comments)
        for n in sorted(range(len(keys)), key=keys.__getitem__) if whole else range(len(item.comments)):
            comment = item.comments[n]
            author = self.words.line(comment.author, PERSON, "people cut")
            said = item.said(comment)
            if inputs.seen(said):
                words = f"{author}:\n\n{said}" if author else said
                words = self.words.text(words, inputs.WORDS, "comments cut")
                yield ImportNote(words, author, self._moment(self._past(comment.at, "days of comments")))

    def _past(self, moment: Moment | None, what: str) -> Time | None:
        """The moment in the team's zone. One in the future is left empty."""
        if moment is None:
            return None
        when = _time(moment, self.zone)
        if when.on > self.today:
            self.words.changed[f"{what} in the future left empty"] += 1
            return None
        return when

    def _in_order(self, started: Time | None, ended: Time | None) -> tuple[Time | None, Time | None]:
        """In the team's zone, a start can come after its finish by some hours. It is the finish then."""
        if started and ended and _after(started, ended):
            self.words.changed["starts moved to the finish"] += 1
            return ended, ended
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


def _few_names(rows: list[Row], changed: Counter[str]) -> list[Row]:
    """The rows with the most frequent areas and people of the file, as many as a team can have."""
    areas = _seldom(Counter(name.casefold() for row in rows for name in row.areas), MOST_NAMES["area"])
    people = _seldom(Counter(name for row in rows for name in row.people), MOST_NAMES["people"])
    if not areas and not people:
        return rows
    changed["different areas left out"] += len(areas)
    changed["different people left out"] += len(people)
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
