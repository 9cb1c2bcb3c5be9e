"""The kinds of flaws of a file, and the fixes that a person can choose: one fix for all flaws of a kind.

The first fix of a kind is the default. Nothing is lost silently: every kind is counted and shows its first examples.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from queue_app.domain.errors import N_, InputError, Plural, Sentence, nN_
from queue_app.domain.importing.flaws import Flaw

CUT, EMPTY, GO_ON, TODAY, LINE, LEAVE_OUT, STOP = "cut", "empty", "go_on", "today", "line", "leave_out", "stop"
FIXES: Final = (CUT, EMPTY, GO_ON, TODAY, LINE, LEAVE_OUT, STOP)
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class FlawKind:
    """`words` say how many flaws there are. A kind with only one fix offers no choice."""

    words: Plural
    fixes: tuple[str, ...] = (CUT,)


_CELL = (CUT, EMPTY, LEAVE_OUT, STOP)
FLAW_KINDS: Mapping[str, FlawKind] = {
    "no_day": FlawKind(nN_("One day cannot be read", "{count} days cannot be read", "count"), (EMPTY, LEAVE_OUT, STOP)),
    "start_late": FlawKind(
        nN_("One start is after its finish", "{count} starts are after their finish", "count"), (EMPTY, LEAVE_OUT, STOP)
    ),
    "start_close": FlawKind(
        nN_("One start is some hours after its finish", "{count} starts are some hours after their finish", "count"), _CELL
    ),
    "future": FlawKind(nN_("One day is in the future", "{count} days are in the future", "count"), (EMPTY, LEAVE_OUT, STOP)),
    "finish_assumed": FlawKind(
        nN_("One finished item has only a later day", "{count} finished items have only a later day", "count"),
        (GO_ON, LEAVE_OUT, STOP),
    ),
    "finish_undated": FlawKind(
        nN_("One finished item has no day", "{count} finished items have no day", "count"), (LEAVE_OUT, TODAY, STOP)
    ),
    "no_title": FlawKind(nN_("One row has no title", "{count} rows have no title", "count"), (LEAVE_OUT, STOP)),
    "same_reference": FlawKind(
        nN_("One row repeats a reference", "{count} rows repeat a reference", "count"), (LEAVE_OUT, STOP)
    ),
    "same_title": FlawKind(
        nN_("One line is there twice", "{count} lines are there twice", "count"), (GO_ON, LEAVE_OUT, STOP)
    ),
    "title_long": FlawKind(nN_("One title is too long", "{count} titles are too long", "count"), (CUT, LEAVE_OUT, STOP)),
    "words_long": FlawKind(
        nN_("One description is too long", "{count} descriptions are too long", "count"), _CELL
    ),
    "reference_long": FlawKind(
        nN_("One reference is too long", "{count} references are too long", "count"), (EMPTY, LEAVE_OUT, STOP)
    ),
    "areas_many": FlawKind(
        nN_("One item has more than 3 areas", "{count} items have more than 3 areas", "count"), _CELL
    ),
    "area_long": FlawKind(nN_("One area is too long", "{count} areas are too long", "count"), _CELL),
    "file": FlawKind(nN_("One part of the file is odd", "{count} parts of the file are odd", "count"), (GO_ON, STOP)),
    "person_long": FlawKind(nN_("One name is too long", "{count} names are too long", "count")),
    "people_many": FlawKind(nN_("One item has too many people", "{count} items have too many people", "count")),
    "block_long": FlawKind(nN_("One block reason is too long", "{count} block reasons are too long", "count")),
    "step_long": FlawKind(nN_("One step is too long", "{count} steps are too long", "count")),
    "steps_many": FlawKind(nN_("One plan has more than 100 steps", "{count} plans have more than 100 steps", "count")),
    "comment_long": FlawKind(nN_("One comment is too long", "{count} comments are too long", "count")),
    "comment_future": FlawKind(
        nN_("One comment has a day in the future", "{count} comments have a day in the future", "count"), (EMPTY,)
    ),
    "closed_flag": FlawKind(
        nN_("One closed item has a flag", "{count} closed items have a flag", "count"), (EMPTY,)
    ),
    "wait_lost": FlawKind(
        nN_("One wait is for an item that is not there", "{count} waits are for items that are not there", "count"), (EMPTY,)
    ),
    "wait_over": FlawKind(nN_("One wait is over", "{count} waits are over", "count"), (EMPTY,)),
    "wait_circle": FlawKind(
        nN_("One wait would close a circle", "{count} waits would close a circle", "count"), (EMPTY,)
    ),
    "waits_many": FlawKind(
        nN_("One item waits for more than 20 others", "{count} items wait for more than 20 others", "count"), (CUT,)
    ),
    "due": FlawKind(nN_("One item has a planned day", "{count} items have a planned day", "count"), (EMPTY, LINE)),
    "parent": FlawKind(nN_("One item has a parent", "{count} items have a parent", "count"), (EMPTY,)),
    "areas_seldom": FlawKind(
        nN_("One rare area is one too many", "{count} rare areas are too many", "count"), (EMPTY,)
    ),
    "people_seldom": FlawKind(
        nN_("One rare name is one too many", "{count} rare names are too many", "count"), (EMPTY,)
    ),
}  # fmt: skip

FIX_WORDS: Mapping[str, str] = {
    CUT: N_("Cut"),
    EMPTY: N_("Leave the cell empty"),
    GO_ON: N_("Take as it is"),
    TODAY: N_("Take today as the finish"),
    LINE: N_("Add it to the description"),
    LEAVE_OUT: N_("Leave the rows out"),
    STOP: N_("Stop the import"),
}
_OWN_WORDS: Mapping[tuple[str, str], str] = {
    ("title_long", CUT): N_("Cut, full text into the description"),
    ("areas_many", CUT): N_("Take the first three"),
    ("start_close", CUT): N_("Take the finish as the start"),
    ("finish_assumed", GO_ON): N_("Take that day"),
    ("due", EMPTY): N_("Leave it out"),
    ("same_title", GO_ON): N_("Take both"),
    ("same_title", LEAVE_OUT): N_("Take the first"),
}


def fix_words(kind: str, fix: str) -> str:
    """The label of a fix in the choices."""
    return _OWN_WORDS.get((kind, fix)) or FIX_WORDS[fix]


@dataclass(frozen=True, slots=True)
class FlawsOfAKind:
    """The flaws of one kind in a file: how many, the first examples, and the fix."""

    key: str
    count: int
    examples: tuple[Flaw, ...]
    fix: str

    @property
    def sentence(self) -> Sentence:
        """How many flaws there are, as a sentence."""
        return Sentence(FLAW_KINDS[self.key].words, {"count": self.count})

    @property
    def fixes(self) -> tuple[str, ...]:
        """The fixes that a person can choose."""
        return FLAW_KINDS[self.key].fixes


@dataclass(slots=True)
class MetFlaws:
    """Counts flaws by kind while rows are built. `chosen`: {kind: fix}."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Flaw]] = field(default_factory=dict)

    @classmethod
    def of(cls, chosen: Mapping[str, str]) -> "MetFlaws":
        """A counter with the fixes that a person chose. Raises InputError for an unknown fix."""
        for key, fix in chosen.items():
            if key in FLAW_KINDS and fix not in FLAW_KINDS[key].fixes:
                listed = ", ".join(FLAW_KINDS[key].fixes)
                raise InputError(
                    "flaws", N_("The answer for “{word}” must be one of: {options}."), word=key, options=listed
                )
        return cls(chosen)

    def meet(self, flaw: Flaw, count: int = 1) -> str:
        """Count a flaw. Returns the fix."""
        self.counts[flaw.kind] += count
        first = self.examples.setdefault(flaw.kind, [])
        if len(first) < EXAMPLES:
            first.append(flaw)
        return self.fix(flaw.kind)

    def fix(self, kind: str) -> str:
        """The fix for flaws of this kind."""
        return self.chosen.get(kind) or FLAW_KINDS[kind].fixes[0]

    def all(self) -> tuple[FlawsOfAKind, ...]:
        """The flaws by kind, in the order of `FLAW_KINDS`."""
        return tuple(
            FlawsOfAKind(key, self.counts[key], tuple(self.examples[key]), self.fix(key))
            for key in FLAW_KINDS
            if self.counts[key]
        )


def told(kind: str, line: int, column: str, words: str | Plural, **facts: Any) -> Flaw:
    """A flaw of a kind."""
    return Flaw(line, column, words, facts, kind)
