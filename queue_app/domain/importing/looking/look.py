"""Looks at a text file: which tool wrote it, what it contains, and what it does not say."""

from zoneinfo import ZoneInfo

from queue_app.domain.importing.facts.known_item import FileLook
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.looking.settle import settle
from queue_app.domain.importing.looking.source_of import FileSource, source_of

NO_ANSWERS = ImportAnswers()


def look_at(
    raw: bytes, answers: ImportAnswers = NO_ANSWERS, kind: str | None = None, zone: ZoneInfo | None = None
) -> FileLook:
    """Everything known about a file. Raises FlawedFile, and InputError for an invalid answer."""
    return look_at_source(source_of(raw, answers, kind), answers, zone)


def look_at_source(found: FileSource, answers: ImportAnswers, zone: ZoneInfo | None = None) -> FileLook:
    """Everything known about the contents of a file."""
    return settle(found.kind, found.encoding, found.source, answers, zone)
