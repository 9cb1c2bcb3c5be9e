"""Workbooks and ZIP files are looked at as the tables and JSON in them, within limits."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from queue_app.domain.importing.flaws import FlawedFile
from queue_app.domain.importing.looking.report import report
from queue_app.usecases.importing import archive, workbook
from queue_app.usecases.importing.look_file import look_at_file

EXPORTS = Path(__file__).parents[2] / "domain/importing/exports"
DAY = date(2026, 9, 17)
ROWS = (
    ("Shop floor", None, None, None, None),
    ("Reference", "Title", "State", "Finished", "Done at"),
    (1.0, "Sort returns", "Finished", datetime.combine(DAY, time()), datetime.combine(DAY, time(10, 30))),
    (2.0, "Print labels", "Waiting", None, None),
    (3.0, "Round totals", "Finished", date(2026, 9, 18), None),
)


def workbook_of(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def zipped(files):
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in files.items():
            archived.writestr(name, content)
    return raw.getvalue()


def test_a_workbook_is_a_table_like_any_other():
    told = report(look_at_file(workbook_of([("Notes",), ("nothing here",)], ROWS)))
    assert (told["kind"], told["encoding"], told["rows"]) == ("csv", "xlsx", 3)
    assert (told["waiting"], told["finished"], told["order"]) == (1, 2, ["2"])
    assert (told["first_finish"], told["last_finish"]) == ("2026-09-17", "2026-09-18")
    assert told["left_out"]["rows of other sheets"] == 1


def test_a_zip_is_the_files_in_it():
    parts = {"export/issues.csv": (EXPORTS / "gitlab.csv").read_bytes(), "__MACOSX/._issues.csv": b"\0\1"}
    told = report(look_at_file(zipped(parts)))
    assert (told["kind"], told["rows"], told["finished"]) == ("gitlab", 16, 9)


def test_files_of_one_kind_in_a_zip_are_one_and_others_are_told():
    pages = {f"page{n}.json": f'[{{"number": {n}, "title": "T{n}", "state": "open", "html_url": ""}}]' for n in (1, 2)}
    told = report(look_at_file(zipped(pages | {"x.csv": "a,b\n1,2\n"})))
    assert (told["kind"], told["rows"], told["order"]) == ("github", 2, ["1", "2"])
    assert told["left_out"] == {"rows of other files": 1}


def test_a_view_beside_the_whole_table_is_not_read_again():
    whole = "Name,Status\nA,Done\nB,To do\nC,To do\n"
    told = report(
        look_at_file(zipped({"Tasks.csv": "Name,Status\nB,To do\n", "Tasks_all.csv": whole, "copy.csv": whole}))
    )
    assert (told["rows"], told["waiting"], told["finished"]) == (3, 2, 1)
    assert told["left_out"] == {"rows of other files": 4}


def encrypted():
    """A ZIP whose only file says that it is encrypted."""
    raw = bytearray(zipped({"a.csv": "title\nA\n"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (zipped({"readme.md": "x"}), "holds no CSV"),
        (zipped({"a.csv": "title\nA\n"})[:40], "is broken"),
        (encrypted(), "cannot be read"),
        (zipped({f"{n}.csv": "" for n in range(archive.MOST_FILES + 1)}), "holds more than"),
        (zipped({"xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "workbook is broken"),
        (zipped({"xl/workbook.xml": "<x/>"}), "workbook is broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old workbook"),
        (b"%PDF-1.7 ...", "not text"),
        (b"", "is empty"),
        (b"<?xml version='1.0'?><rss/>", "XML or HTML"),
        (b'{"a": ' * 200_000, "no list|too deeply|no JSON"),
        (b"[" * 200_000, "too deeply|no JSON"),
        (b'{"version": 1}', "no list of items"),
        (b"\0\1\2\3" * 100, "not text"),
    ],
    ids=map(str, range(14)),  # A ZIP holds the time at which it was made, and both workers must name the test alike.
)
def test_what_cannot_be_read_is_refused_with_a_reason(raw, reason):
    with pytest.raises(FlawedFile, match=reason):
        look_at_file(raw)


def test_a_zip_that_unpacks_to_more_than_is_read_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 1_000)
    with pytest.raises(FlawedFile, match="holds more than"):
        look_at_file(zipped({"a.csv": "title\n" + "A\n" * 1_000}))


def test_a_sheet_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_CELLS", 10)
    with pytest.raises(FlawedFile, match="too many cells"):
        look_at_file(workbook_of(ROWS))
