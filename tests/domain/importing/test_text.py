"""A file as records: delimiters, quotes, encodings, and what is no such file."""

import tracemalloc

import pytest

from queue_app.domain.importing import text
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.text import table


def flaw(raw: bytes) -> Flaw:
    with pytest.raises(FlawedFile) as told:
        table(raw)
    assert len(told.value.flaws) == 1
    return told.value.flaws[0]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_delimiter_newline_and_byte_order_mark_is_read(sign: str, newline: str, mark: str) -> None:
    raw = (mark + newline.join([f"title{sign}area", f"Search{sign}Shop", f"Rückgabe{sign}", ""])).encode()
    headings, records = table(raw)
    assert headings == ["title", "area"]
    assert [record.cells for record in records] == [["Search", "Shop"], ["Rückgabe", ""]]
    assert [record.line for record in records] == [2, 3]


def test_delimiters_inside_quoted_headings_do_not_count() -> None:
    headings, records = table(b'"title, or, name";area\n"a;b, c";d\n')
    assert headings == ["title, or, name", "area"]
    assert records[0].cells == ["a;b, c", "d"]


def test_a_record_knows_the_line_it_begins_on_and_blank_ones_are_passed_over() -> None:
    _, records = table(b'title,words\n\nA,"one\ntwo"\n , \nB,\n')
    assert [(record.line, record.cells[0]) for record in records] == [(3, "A"), (6, "B")]


def test_quotation_marks_are_doubled_inside_quotes_and_plain_elsewhere() -> None:
    _, records = table(b'title\n"Say ""hello"""\nthe 5" disk\n')
    assert [record.cells[0] for record in records] == ['Say "hello"', 'the 5" disk']


def test_cells_that_a_spreadsheet_would_run_are_text() -> None:
    _, records = table(b'title\n=1+1\n"=HYPERLINK(""https://example.org"")"\n@SUM(A1)\n')
    assert [record.cells[0] for record in records] == ["=1+1", '=HYPERLINK("https://example.org")', "@SUM(A1)"]


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        (b"", 1, "empty"),
        (b"\n \n", 1, "empty"),
        ("title\nA\n".encode("utf-16"), 1, "UTF-16"),
        (b"PK\x03\x04\n\x00\x00", 2, "not text"),
        (b"title\nA\nB\x00\n", 3, "not text"),
        (b"title\nA\nR\xfcckgabe\n", 3, "not UTF-8"),
        (b'title\nA\n"B" and C\n', 3, "quotation marks"),
        (b'title\nA\n"B\nC\nD\n', 3, "quotation marks"),
        (b"title\nA\n" + b"x" * 200_000, 3, "longer than 131,072"),
        (b"title" + b",x" * 10_000, 1, "more than 10,000 cells"),  # X4
        (b"title\nA\nB" + b',"\n"' * 100_001, 3, "more than 10,000 cells"),  # X4
    ],
)
def test_what_is_no_such_file_is_said_with_its_line(raw: bytes, line: int, says: str) -> None:
    found = flaw(raw)
    assert (found.line, found.field) == (line, "file")
    assert says in str(found.reason)


def test_an_endless_cell_takes_no_more_room_than_itself() -> None:  # X4
    tracemalloc.start()
    try:
        text.delimiter('"' + "a" * 1_000_000)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 5_000_000


def test_the_delimiter_is_that_of_the_headings_with_old_line_breaks_too() -> None:  # I4
    assert text.delimiter("title;area\rA, B, C;D") == ";"


def test_a_file_with_too_many_rows_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_ROWS", 2)
    assert len(table(b"title\nA\nB\n")[1]) == 2
    assert str(flaw(b"title\nA\nB\nC\n")) == "line 4, file: The file has more than 2 rows. Split the file."


def test_a_flaw_reads_as_line_field_and_reason() -> None:
    assert str(Flaw(7, "finished", "This is before the start.")) == "line 7, finished: This is before the start."
