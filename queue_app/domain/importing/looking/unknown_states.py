"""Asks about unknown state words, all at once, with how often each occurs in the file."""

from collections import Counter
from collections.abc import Mapping

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.facts.questions import LEAVE_OUT, ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceItem
from queue_app.domain.queue.item import State

OPTIONS = (*(state.value for state in State), LEAVE_OUT)
MOST_WORDS = 100


def states_of(
    items: list[SourceItem], answers: ImportAnswers, questions: list[ImportQuestion], left_out: Counter[str]
) -> list[SourceItem]:
    """The items with their states: from the answers, from the tables, or as proposed for unknown words."""
    said = _answered(answers)
    open_words: dict[str, list[SourceItem]] = {}
    kept = []
    for item in items:
        answer = said.get(item.state_word, said.get("") if item.state is None else None)
        if answer == LEAVE_OUT:
            left_out[item.state_word or "no state"] += 1
            continue
        if answer is not None:
            item.state = State(answer)
        elif item.state is None and not item.state_word:
            item.state = _by_days(item)
        elif item.state is None:
            open_words.setdefault(item.state_word, []).append(item)
        kept.append(item)
    if open_words:
        _ask(open_words, questions)
    return kept


def _answered(answers: ImportAnswers) -> Mapping[str, str]:
    said = answers.table("states")
    for word, meaning in said.items():
        if meaning not in OPTIONS:
            facts = {"word": word, "options": ", ".join(OPTIONS)}
            raise InputError("states", N_("The answer for “{word}” must be one of: {options}."), **facts)
    return said


def _ask(open_words: Mapping[str, list[SourceItem]], questions: list[ImportQuestion]) -> None:
    proposed: dict[str, str] = {}
    for word, of in open_words.items():
        by_days = Counter(_by_days(item) for item in of)
        state = by_days.most_common(1)[0][0]
        proposed[word] = state.value
        for item in of:
            item.state = state
    words = N_("What do these states mean? {states}")
    told = dict(list(proposed.items())[:MOST_WORDS])
    counts = {word: len(open_words[word]) for word in told}
    listed = ", ".join(f"{word} ({count})" for word, count in list(counts.items())[:10])
    questions.append(ImportQuestion("states", words, told, OPTIONS, {"states": listed}, {"counts": counts}))


def _by_days(item: SourceItem) -> State:
    """The state that the dates of an item suggest."""
    return State.FINISHED if item.finished else State.IN_PROGRESS if item.started else State.WAITING
