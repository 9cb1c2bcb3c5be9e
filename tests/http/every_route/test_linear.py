"""Every parser takes linear time. Otherwise one request of some kilobytes could stop the server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, request

from queue_app.domain import inputs, well_formed
from queue_app.domain.importing.fitting.rows_of_look import rows_of
from queue_app.domain.importing.flaws import FlawedFile
from queue_app.domain.importing.looking.look import look_at
from queue_app.domain.importing.looking.report import report
from queue_app.domain.importing.looking.source_of import pasted_kind
from queue_app.screens.search import words_of
from queue_app.service.http import errors, gate
from queue_app.store.sign_in import address_fold
from queue_app.usecases.sign_in import password_rule
from queue_app.usecases.team import calendar_file
from queue_app.web.html.prose import prose
from queue_app.web.html.where import words_in
from tests.http.effort import grows_in_proportion, lines_of

FORM, UPLOAD = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
PART = '--x\r\nContent-Disposition: form-data; name="a"'
EVENT = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\n"
NO_EVENT_MORE = "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@dataclass(frozen=True)
class Text:
    """An input that contains `again` `times` times, and four times as often in the longest one."""

    begin: str
    again: str
    end: str
    times: int

    def of(self, times: int) -> str:
        return self.begin + self.again * times + self.end


def body(kind: str) -> Callable[[Flask, str], None]:
    def read(app: Flask, text: str) -> None:
        path = "/api/teams" if kind == "application/json" else "/sign-in"
        with app.test_request_context(path, method="POST", data=text.encode(), content_type=kind):
            gate.refuse_oversized()
            gate.refuse_malformed_body()
            assert request.form is not None

    return read


def query(app: Flask, text: str) -> None:
    with app.test_request_context("/teams/1", query_string=text):
        gate.refuse_malformed_address()
        words_of(words_in(request.args))


def header(name: str, *parts: str) -> Callable[[Flask, str], None]:
    """Read `parts` of a request with this header, as the product does."""

    def read(app: Flask, text: str) -> None:
        with app.test_request_context("/sign-in", headers={name: text}):
            errors.wants_json()
            for part in parts:
                getattr(request, part)

    return read


def table(_: Flask, text: str) -> None:
    try:
        zone = ZoneInfo("Europe/Berlin")
        rows_of(look_at(text.encode(), zone=zone), zone, date(2026, 11, 23))
        pasted_kind(text)
    except FlawedFile:
        pass


def look(_: Flask, text: str) -> None:
    report(look_at(text.encode()))


def calendar(_: Flask, text: str) -> None:
    calendar_file.read("file", text.encode(), date(2026, 11, 23), ZoneInfo("Europe/Berlin"))


def typed(_: Flask, text: str) -> None:
    """The input of a stranger before sign-in."""
    well_formed.check_text(text)
    address_fold.folded(text)
    password_rule.normalised(text)


PARSERS: dict[str, tuple[Callable[[Flask, str], Any], dict[str, Text]]] = {
    "JSON": (
        body("application/json"),
        {
            "an endless string": Text('"', '\\"', "", 3_000),
            "an endless string of backslashes": Text('"', "\\\\", "", 3_000),
            "strings": Text('["', '","', '"]', 50_000),
            "quotation marks alone": Text("", '"', "", 100_000),
            "objects": Text("[", '{"a":[]},', "1]", 10_000),
            "a long number": Text("[0.", "1", "]", 100_000),
        },
    ),
    "form": (body(FORM), {"percent signs": Text("a=", "%41", "", 50_000), "fields": Text("", "a=1&", "", 450)}),
    "multipart": (
        body(UPLOAD),
        {
            "parts": Text("", f"{PART}\r\n\r\n1\r\n", "--x--\r\n", 400),
            "parameters": Text(PART, ";a=b", "\r\n\r\n1\r\n--x--\r\n", 15_000),
            "an endless parameter": Text(f'{PART};b="', '\\"', "\r\n\r\n1\r\n--x--\r\n", 50_000),
            "lines that go on": Text(PART, "\r\n ", "\r\n\r\n1\r\n--x--\r\n", 50_000),
            "half boundaries": Text(f"{PART}\r\n\r\n", "\r\n--xy", "", 40_000),
            "carriage returns": Text(f"{PART}\r\n\r\n", "\r", "\r\n--x--\r\n", 100_000),
        },
    ),
    "CSV": (
        table,
        {
            "commas": Text("title", ",", "", 2_400),
            "equal headings": Text("title", ",people", "", 2_400),
            "an endless cell": Text('"', "a", "", 200_000),
            "quotation marks": Text("", '"a', "", 100_000),
            "line breaks": Text("title\r", "\r", "", 50_000),
            "rows": Text("title\n", "a\n", "", 5_000),
        },
    ),
    "look": (
        look,
        {
            "stray quotation marks": Text("title,state\n", '"a"b,1\n', "", 2_000),
            "opened cells": Text("title,state\n", 'x,"ab\n', 'x,"y"\n', 2_000),
            "letters of no known encoding": Text("title\n", "\ud7ff\u0080 ", "", 5_000),
            "brackets": Text("", "[", "", 20_000),
            "records and a fault": Text('[{"number": 1, "title": "a", "state": "open", "url": ""}', ',{"a":1}', "x", 2_000),
            "several values": Text("", '{"a": 1}\n', "", 2_000),
            "unknown states": Text("title,status\n", "a,b\n", "", 1_000),
            "equal references": Text("id,title\n", "1,a\n", "", 1_000),
            "columns": Text("title", ",Labels", "\na\n", 2_000),
        },
    ),
    "calendar": (
        calendar,
        {
            "events": Text("BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\n", "", 200),
            "folds": Text(f"{EVENT}SUMMARY:", "a\r\n ", NO_EVENT_MORE, 10_000),
            "parameters": Text(f"{EVENT}SUMMARY", ";A=b", f":x{NO_EVENT_MORE}", 10_000),
            "an endless parameter": Text(f'{EVENT}SUMMARY;A="', "b", NO_EVENT_MORE, 50_000),
            "days taken out": Text(f"{EVENT}RRULE:FREQ=DAILY;COUNT=2\r\n", "EXDATE:20261225\r\n", NO_EVENT_MORE, 500),
            "a rule of many parts": Text(f"{EVENT}RRULE:FREQ=DAILY;COUNT=2", ";X=1", NO_EVENT_MORE, 10_000),
        },
    ),
    "Markdown": (
        lambda _, text: prose(text),
        {
            sign: Text("", sign, "", 4_500 // len(sign))
            for sign in ("*a **a ", "_a__ ", "[", "![", "[a](", "`a``", "<", "> ", "> a\nb\n", "[a]: b\n", "a|b\n", "~~a ")
        },
    ),
    "search": (query, {"words": Text("q=", "%C3%A4+", "", 250), "fields": Text("", "q=a&", "", 400)}),
    "cookies": (
        header("Cookie", "cookies"),
        {
            "cookies": Text("", "a=b;", "", 10_000),
            "an endless one": Text('topmost="', '\\"', "", 50_000),
            "space": Text("topmost", " ", "b", 100_000),
        },
    ),
    "Accept": (header("Accept"), {"kinds": Text("", "a/b,", "", 8_000), "parameters": Text("a/b", ";a=b", "", 8_000)}),
    "If-None-Match": (header("If-None-Match", "if_none_match"), {"tags": Text("", '"a",', "", 10_000)}),
    "Content-Type": (header("Content-Type", "mimetype_params"), {"parameters": Text("a/b", ";a=b", "", 10_000)}),
    "typed": (typed, {"marks on one letter": Text("e", "\u0301\u0316", "", 10_000), "marked": Text("", "e\u0316", "", 10_000)}),
    "line": (
        lambda _, text: inputs.line("title", text, 200),
        {"marks on one letter": Text("e", "\u0301\u0316", "", 10_000), "space": Text("a", " ", "b", 50_000)},
    ),
}  # fmt: skip


def cases() -> Iterator[Any]:
    for name, (read, texts) in PARSERS.items():
        for what, text in texts.items():
            yield pytest.param(read, text, id=f"{name}, {what.strip()}")


# X4
@pytest.mark.parametrize(("read", "text"), [*cases()])
def test_twice_the_input_is_twice_the_work(application, read, text):  # X1, X4
    few = max(100, text.times // 100)
    once, twice = (lines_of(lambda n=n: read(application, text.of(n))) for n in (few, 2 * few))
    assert twice <= 2.2 * once + 100
    short, long = text.of(text.times), text.of(4 * text.times)
    assert grows_in_proportion(lambda: read(application, short), lambda: read(application, long))
