"""Looks at any file: text, a workbook, or a ZIP of tables and JSON.

`usecases/team/calendar_look.py` looks at calendars.
"""

from collections import Counter
from zoneinfo import ZoneInfo

from queue_app.domain.errors import N_
from queue_app.domain.importing.facts.known_item import FileLook
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.facts.source_item import SourceFile
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.looking.look import NO_ANSWERS, look_at_source
from queue_app.domain.importing.looking.source_of import FileSource, content_of, of_table, source_in_content, source_of
from queue_app.domain.importing.readers import plain
from queue_app.usecases.importing import archive, workbook

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
"""The first bytes of PDF files, images and compressed files."""
LINES_APART = 10_000_000
"""The lines of each further file in a ZIP are shifted by this number, so that no two items have the same line."""


def look_at_file(
    raw: bytes, answers: ImportAnswers = NO_ANSWERS, kind: str | None = None, zone: ZoneInfo | None = None
) -> FileLook:
    """Everything known about a file. Raises FlawedFile, and InputError for an invalid answer."""
    held = [raw]
    del raw
    return look_at_source(source_in(held, answers, kind), answers, zone)


def source_in(held: list[bytes], answers: ImportAnswers, kind: str | None) -> FileSource:
    """The contents of a file in any format. Raises FlawedFile, and InputError for an invalid answer.

    The bytes are taken out of `held`, so that a large file is not in memory together with its contents.
    """
    raw = held.pop()
    if raw.startswith(OLD_WORKBOOK):
        raise FlawedFile([Flaw(1, "file", N_("This is an old workbook. Save it as .xlsx or CSV."))])
    if raw.startswith(NO_TEXT):
        raise FlawedFile([Flaw(1, "file", N_("This file is not text. Export it as CSV or JSON."))])
    if not raw.startswith(archive.MAGIC):
        content = content_of(raw, answers, kind)
        del raw
        return source_in_content(content, answers, kind)
    zipped = archive.opened(raw)
    if workbook.is_workbook(zipped.namelist()):
        tables = workbook.tables_of(raw)
        del raw, zipped
        sources = [of_table(table, "xlsx", answers, kind) for table in tables]
        return _fullest(sources)
    sources = []
    for _, inner in archive.files_in(zipped):
        if inner.strip():
            held.append(inner)
            del inner
            sources.append(source_of(held.pop(), answers, kind))
    if not sources:
        raise FlawedFile([Flaw(1, "file", N_("This ZIP file holds no CSV and no JSON."))])
    return _together(sources)


def _fullest(sources: list[FileSource]) -> FileSource:
    """The largest sheet of a known tool, else the largest sheet. The rows of other sheets are reported as left out."""
    best = max(sources, key=lambda found: (found.kind != plain.TOOL.kind, found.source.rows))
    for other in sources:
        if other is not best:
            best.source.left_out["rows of other sheets"] += other.source.rows
    return best


def _together(sources: list[FileSource]) -> FileSource:
    """The files of the kind with the most rows, combined. The rows of other files are reported as left out."""
    rows: Counter[str] = Counter()
    for found in sources:
        rows[found.kind] += found.source.rows
    kind = rows.most_common(1)[0][0]
    first = next(found for found in sources if found.kind == kind)
    whole = SourceFile(asks_containers=first.source.asks_containers)
    parts = _views([found for found in sources if found.kind == kind])
    for nth, found in enumerate(sources):
        if found.kind == kind and id(found) not in parts:
            _take(whole, found.source, nth * LINES_APART)
        else:
            whole.left_out["rows of other files"] += found.source.rows
    return FileSource(kind, first.encoding, whole)


def _views(sources: list[FileSource]) -> set[int]:
    """Ids of the sources whose items are all in a larger source. Some tools write a table together with a view of it."""
    views: set[int] = set()
    larger: list[set[tuple[str, str, str, str]]] = []
    for found in sorted(sources, key=lambda one: -len(one.source.items)) if len(sources) > 1 else ():
        items = {(item.reference, item.title, item.state_word, item.created) for item in found.source.items}
        if any(items <= other for other in larger):
            views.add(id(found))
        larger.append(items)
    return views


def _take(whole: SourceFile, part: SourceFile, lines: int) -> None:
    for item in part.items:
        item.line += lines
        whole.add(item)
    whole.rows += part.rows
    whole.left_out += part.left_out
    whole.problems += part.problems
    known = {question.about for question in whole.questions}
    whole.questions += [question for question in part.questions if question.about not in known]
