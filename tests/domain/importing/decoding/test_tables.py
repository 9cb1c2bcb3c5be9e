"""Where a table begins, what separates its cells, and what a quotation mark is."""

import pytest

from queue_app.domain.importing.decoding.table import read_table
from queue_app.domain.importing.flaws import FlawedFile
from queue_app.domain.importing.looking.kinds import is_heading


def rows(text):
    table = read_table(text, is_heading)
    return [table.headings, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_evenly(sign):
    text = f"title{sign}state{sign}words\nA, or B{sign}done{sign}x; y\nC{sign}open{sign}a, b, c\n".replace(
        "A, or B", f'"A{sign} B"'
    )
    assert rows(text)[1] == [f"A{sign} B", "done", "x; y"] or sign in ";,"
    assert rows(text)[0] == ["title", "state", "words"]


def test_a_first_line_may_name_it():  # I3
    assert rows("sep=;\r\ntitle;a,b,c\r\nA;1,2,3\r\n") == [["title", "a,b,c"], ["A", "1,2,3"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like(end):
    assert rows(end.join(("title,words", f'A,"one{end}two"', "B,three"))) == [
        ["title", "words"],
        ["A", f"one{end}two"],
        ["B", "three"],
    ]


def test_rows_above_the_headings_are_no_rows():
    assert rows('"Shop floor, all work",,\nExported 11/28/2026,,\n,,\ntitle,state\nA,done\n\n,,\n') == [
        ["title", "state"],
        ["A", "done"],
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"Urgent" call;x', ['"Urgent" call', "x"]),
        ('5" disk;x', ['5" disk', "x"]),
        ('"a ""b"" c";x', ['a "b" c', "x"]),
        ('"a;b";x', ["a;b", "x"]),
        ('"open;x', ['"open', "x"]),
        ('"";x', ["", "x"]),
    ],
)
def test_a_quotation_mark_that_nothing_closes_is_a_sign(line, cells):
    text = f'title;state;more\n"stray" one;y;z\n{line};w\nlast;row;here\n'
    assert rows(text)[2] == [*cells, "w"]
    assert rows(text)[3] == ["last", "row", "here"]


def test_lines_are_counted_over_cells_of_several_lines():
    table = read_table('title,words\n"stray" a,x\nB,"one\ntwo"\nC,y\n', is_heading)
    assert [row.line for row in table.rows] == [2, 3, 5]


def test_a_table_without_headings_has_numbers_for_them():
    assert rows("1,Fix it,2026-09-01\n2,Paint it,2026-09-02\n")[0] == ["#1", "#2", "#3"]


@pytest.mark.parametrize("text", ["", "\n\n", "title\n" + "," * 200_000, ",".join("abc" for _ in range(10_001))])
def test_what_is_no_table_is_refused(text):
    with pytest.raises(FlawedFile):
        read_table(text, is_heading)
