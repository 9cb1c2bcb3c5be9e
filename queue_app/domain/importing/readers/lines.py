"""A pasted list: one item per line, without bullets or numbers. Asks once what ticked lines mean."""

from queue_app.domain import inputs
from queue_app.domain.errors import N_
from queue_app.domain.importing.facts.foreign_tool import ForeignTool
from queue_app.domain.importing.facts.questions import LEAVE_OUT, ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceFile, SourceItem
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.queue.item import State
from queue_app.domain.titles import is_ticked, without_marks

KIND = "lines"
TICKED = (LEAVE_OUT, State.FINISHED.value, State.WAITING.value)
_SEPARATORS = ",;|"


def read(text: str, answers: ImportAnswers) -> SourceFile:
    """All lines with visible text."""
    lines = inputs.lines(text)
    source = SourceFile(rows=len(lines))
    ticked = answers.choice("ticked", TICKED)
    seen: dict[str, int] = {}
    count = 0
    for n, (line, raw_title) in enumerate(zip(lines, without_marks(lines), strict=True), start=1):
        title = " ".join(raw_title.split())
        done = is_ticked(line)
        count += done
        if done and (ticked or LEAVE_OUT) == LEAVE_OUT:
            source.left_out["ticked lines"] += 1
            continue
        first = seen.setdefault(title, n)
        if first != n:
            reason = N_("Line {first} says the same: “{title}”.")
            source.problems.append(Flaw(n, "title", reason, {"first": first, "title": title[:80]}, "same_title"))
        state = State(ticked) if done and ticked else State.WAITING
        source.add(SourceItem(line=n, title=title, state=state))
    if count and ticked is None:
        words = N_("{count} lines are ticked. What happens to them?")
        source.questions.append(ImportQuestion("ticked", words, LEAVE_OUT, TICKED, {"count": count}))
    return source


def is_list(text: str) -> bool:
    """Whether pasted text is a list and not a table: no tabs, and no separator that splits all lines evenly."""
    lines = inputs.lines(text)
    return "\t" not in text and not any(
        len(lines) > 1 and lines[0].count(sign) > 0 and len({line.count(sign) for line in lines}) == 1
        for sign in _SEPARATORS
    )


TOOL = ForeignTool(KIND)
