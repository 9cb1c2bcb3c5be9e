"""A short way for tests to look at a text."""

import json

from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.looking.look import look_at
from queue_app.domain.importing.looking.report import report


def told(content, **answers):
    """The report of a text, of bytes, or of a value as JSON."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    raw = content.encode() if isinstance(content, str) else content
    return report(look_at(raw, ImportAnswers(answers)))


def counts(report):
    """Waiting, running, finished, dropped."""
    return tuple(report[name] for name in ("waiting", "running", "finished", "dropped"))


def asked(report):
    return [question["about"] for question in report["questions"]]
