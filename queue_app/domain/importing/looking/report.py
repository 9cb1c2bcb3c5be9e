"""A look at a file as one JSON object: the output format of `flask import look`."""

from collections.abc import Iterable
from typing import Any

from queue_app.domain.importing.dates.moment import Moment
from queue_app.domain.importing.facts.known_item import FileLook
from queue_app.domain.importing.facts.questions import ImportQuestion
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.queue.item import State

FIRST, MOST_PROBLEMS = 5, 200


def report(look: FileLook) -> dict[str, Any]:
    """The object that the command prints."""
    count = {state: look.count(state) for state in State}
    finished = [item.finished for item in look.items if item.state is State.FINISHED and item.finished]
    begun = [item for item in look.items if item.state in (State.IN_PROGRESS, State.FINISHED)]
    return {
        "kind": look.kind,
        "encoding": look.encoding,
        "rows": look.rows,
        "waiting": count[State.WAITING],
        "running": count[State.IN_PROGRESS],
        "finished": count[State.FINISHED],
        "dropped": count[State.DROPPED],
        "first_finish": _iso(min(finished, key=_key, default=None)),
        "last_finish": _iso(max(finished, key=_key, default=None)),
        "finished_without_day": count[State.FINISHED] - len(finished),
        "with_start": sum(item.started is not None for item in begun),
        "blocked": sum(bool(item.blocked) for item in look.items if item.state in (State.WAITING, State.IN_PROGRESS)),
        "order": [item.name for item in look.waiting[:FIRST]],
        "waits": sum(len(item.waits_for) for item in look.items),
        "people": _different(name for item in look.items for name in item.people),
        "areas": _different(name for item in look.items for name in item.areas),
        "questions": [question_object(question) for question in look.questions],
        "left_out": dict(look.left_out),
        "problems": [problem_object(problem) for problem in look.problems[:MOST_PROBLEMS]],
    }


def question_object(question: ImportQuestion) -> dict[str, Any]:
    """A question: its name, sentence, options and proposal, and the words or columns of the file that it concerns."""
    return {
        "about": question.about,
        "question": str(question.sentence),
        "options": list(question.options),
        "proposed": question.proposed,
        **question.details,
    }


def problem_object(problem: Flaw) -> dict[str, Any]:
    """A problem: line, column and reason."""
    return {"line": problem.line, "column": problem.field, "reason": str(problem.reason)}


def _iso(moment: Moment | None) -> str | None:
    return None if moment is None else moment.iso()


def _key(moment: Moment) -> Any:
    return moment.key


def _different(names: Iterable[str]) -> int:
    return len(set(names))
