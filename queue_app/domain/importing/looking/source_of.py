"""Turns the bytes of a file into what its tool says: detects JSON or a table, and the tool."""

import re
from dataclasses import dataclass, replace
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.encodings import CHOICES, DecodedText, decode
from queue_app.domain.importing.decoding.html_table import html_table
from queue_app.domain.importing.decoding.json_table import json_table
from queue_app.domain.importing.decoding.json_values import JsonFile, at, has_more, list_at, read_json
from queue_app.domain.importing.decoding.long_json import long_json
from queue_app.domain.importing.decoding.long_text import MARK, long_text
from queue_app.domain.importing.decoding.table import Table, read_long_table, read_table
from queue_app.domain.importing.facts.due import take_due
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceFile
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.looking.kinds import PLAIN, is_heading, tool_named, tool_of_json, tool_of_table
from queue_app.domain.importing.looking.missing_finish import take_missing_finish
from queue_app.domain.importing.readers import lines

_JSON = re.compile(r"[\ufeff\s]*[\[{]")
_MARKED_UP = re.compile(r"[\ufeff\s]*<(\?xml|!doctype|html|rss|table|div|meta|style)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileSource:
    """The contents of a file, its tool and its encoding."""

    kind: str
    encoding: str
    source: SourceFile


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as a table, a JSON value or lines. `decoded`: the encoding details, if the text was decoded as a whole."""

    encoding: str
    table: Table | None = None
    json: JsonFile | None = None
    lines: str | None = None
    decoded: DecodedText | None = None


def source_of(raw: bytes, answers: ImportAnswers, kind: str | None = None) -> FileSource:
    """The contents of a text file. Raises FlawedFile, and InputError for an invalid answer."""
    return source_in_content(content_of(raw, answers, kind), answers, kind)


def content_of(raw: bytes, answers: ImportAnswers, kind: str | None = None) -> FileContent:
    """A text file as a table or a JSON value. Raises FlawedFile, InputError.

    A caller that drops the bytes frees their memory, unless the records of long JSON still need them.
    """
    if not raw or raw.isspace():
        raise FlawedFile([Flaw(1, "file", N_("The file is empty."))])
    if (long := _of_long(raw, answers, kind)) is not None:
        return long
    decoded = decode(raw, answers.choice("encoding", CHOICES))
    told = replace(decoded, text="")
    if kind == lines.KIND:
        return FileContent(decoded.encoding, lines=decoded.text, decoded=told)
    if _MARKED_UP.match(decoded.text):
        return FileContent(decoded.encoding, html_table(decoded.text, is_heading), decoded=told)
    if _JSON.match(decoded.text):
        return FileContent(decoded.encoding, json=read_json(decoded.text), decoded=told)
    return FileContent(decoded.encoding, read_table(decoded.text, is_heading), decoded=told)


def source_in_content(content: FileContent, answers: ImportAnswers, kind: str | None = None) -> FileSource:
    """What the content of a file says. Raises FlawedFile, and InputError for an invalid answer."""
    if content.lines is not None and kind is not None:
        found = FileSource(kind, content.encoding, lines.read(content.lines, answers))
    elif content.table is not None:
        found = of_table(content.table, content.encoding, answers, kind)
    else:
        found = _of_json(content.json or JsonFile(None), content.encoding, answers, kind)
    if content.decoded is not None:
        _tell_encoding(content.decoded, answers, found.source)
    return found


def _of_long(raw: bytes, answers: ImportAnswers, kind: str | None) -> FileContent | None:
    """The content of a long file. None: read it like any other file.

    Its whole text and its cells or records are never in memory together.
    """
    if answers.knows("encoding") or kind == lines.KIND:
        return None
    if (value := long_json(raw)) is not None:
        return FileContent("utf-8-sig" if raw.startswith(MARK) else "utf-8", json=JsonFile(value))
    long = long_text(raw)
    if long is None or _JSON.match(long.start) or _MARKED_UP.match(long.start):
        return None
    return FileContent(long.encoding, read_long_table(long, is_heading))


def pasted_kind(text: str) -> str | None:
    """The kind of pasted text. It is a list of lines if it is neither JSON nor a table with headings. None: detect the kind."""
    if _MARKED_UP.match(text) or _JSON.match(text) or not lines.is_list(text):
        return None
    found = source_of(text.encode("utf-8", "replace"), ImportAnswers())
    guessed = any(question.about == "columns" for question in found.source.questions)
    return lines.KIND if found.kind == PLAIN and guessed else None


def of_table(table: Table, encoding: str, answers: ImportAnswers, kind: str | None = None) -> FileSource:
    """The contents of a table, from a text or a sheet."""
    tool = tool_named(kind) if kind else tool_of_table(table)
    if tool.from_table is None:
        raise FlawedFile(
            [Flaw(1, "file", N_("No table of {kind} is known. Choose another kind."), {"kind": tool.kind})]
        )
    headed = tool.headed(table)
    source = tool.from_table(headed, answers)
    if not (tool.kind == PLAIN and answers.knows("columns")):
        take_missing_finish(headed, source, answers)
    take_due(headed, source)
    return FileSource(tool.kind, encoding, source)


def _of_json(read: JsonFile, encoding: str, answers: ImportAnswers, kind: str | None) -> FileSource:
    if read.cut_off is not None and not kind and tool_of_json(read.value) is None:
        raise FlawedFile([Flaw(read.cut_off, "file", N_("The file breaks off here. Export it again."))])
    found = _of_value(read.value, encoding, answers, kind)
    if read.cut_off is not None:
        found.source.problems.append(Flaw(read.cut_off, "file", N_("The file breaks off here. Export it again.")))
    return found


def _of_value(value: Any, encoding: str, answers: ImportAnswers, kind: str | None) -> FileSource:
    if isinstance(at(value, 0, 0), dict):
        value = [record for page in value for record in list_at(page)]
    tool = tool_named(kind) if kind else tool_of_json(value)
    if tool is not None and tool.from_json is not None:
        source = tool.from_json(value, answers)
        if has_more(value) and not source.problems:
            reason = N_("This is a page of a longer list: {count} of {total}.")
            source.problems.append(Flaw(1, "page", reason, {"count": source.rows, "total": "?"}))
        return FileSource(tool.kind, encoding, source)
    return of_table(json_table(value, is_heading), encoding, answers, kind)


def _tell_encoding(decoded: DecodedText, answers: ImportAnswers, source: SourceFile) -> None:
    """Report lines with undecodable bytes, and ask about other encodings that also decode the file."""
    for line in decoded.broken:
        reason = N_("This line has bytes that are no text.")
        source.problems.append(Flaw(line, "file", reason))
    if decoded.others and not answers.knows("encoding"):
        words = N_("Which encoding does the file have? Its accents must look right.")
        options = (decoded.encoding, *decoded.others)
        source.questions.append(ImportQuestion("encoding", words, decoded.encoding, options))
