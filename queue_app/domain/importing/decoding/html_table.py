"""The largest table of an HTML file. Some trackers export HTML as a spreadsheet."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.records import MOST_CELLS
from queue_app.domain.importing.decoding.table import Known, Table, TableRow, table_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile

Rows = list[list[str]]

_TAG = re.compile(r"<(/?)(table|tr|td|th|br|script|style)(?![A-Za-z0-9])[^<>]*>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")


def html_table(text: str, known: Known) -> Table:
    """The table. Raises FlawedFile if there is none, or if it is too large."""
    rows = max(_tables(text), key=lambda one: sum(map(len, one)), default=[])
    if not any(map(any, rows)):
        raise FlawedFile([Flaw(1, "file", N_("This is XML or HTML. Export CSV or JSON instead."))])
    return table_of((TableRow(line, cells) for line, cells in enumerate(rows, 1) if any(cells)), known)


@dataclass(slots=True)
class _Page:
    """The open table; its last cell is in parts. `inside`: whether text belongs to a cell."""

    rows: Rows = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    inside: bool = False

    def end_cell(self) -> None:
        if self.inside:
            self.rows[-1].append("".join(self.parts).strip())
        self.parts, self.inside = [], False

    def begin_cell(self) -> None:
        self.inside = bool(self.rows)


def _tables(text: str) -> Iterator[Rows]:
    """The tables, in order. A nested table ends the outer one."""
    page = _Page()
    place = cells = 0
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if page.inside:
            words = " ".join(html.unescape(_OTHER_TAG.sub("", text[place : tag.start()])).split())
            page.parts.append(words + ("\n" if name == "br" else " "))
        place = tag.end()
        if name == "br":
            continue
        page.end_cell()
        if name == "table":
            yield page.rows
            page = _Page()
        elif name == "tr" and not closes:
            page.rows.append([])
        elif name in ("td", "th") and not closes:
            page.begin_cell()
            cells += 1
        if cells > MOST_CELLS:
            raise FlawedFile([Flaw(len(page.rows), "file", N_("This file has too many parts. Split it."))])
    page.end_cell()
    yield page.rows
