"""Files as they come out of spreadsheets and other tools, and what page and command both say to them."""

from datetime import date

from tests.imports import MIXED

TAKEN = {
    "a byte order mark": "\ufefftitle,finished\nA,2026-11-02\n".encode(),
    "semicolons": b"title;finished\nA;2026-11-02\n",
    "tabs": b"title\tfinished\nA\t2026-11-02\n",
    "line ends of Windows": b"title,finished\r\nA,2026-11-02\r\n",
    "line ends of old": b"title,finished\rA,2026-11-02\r",
    "quotes with line breaks": b'title,words,finished\r\nA,"one\r\ntwo, ""three""\r\n",2026-11-02\r\n',
    "no line end": b"title,finished\nA,2026-11-02",
    "a heading twice": b"title,title,finished\nA,B,2026-11-02\n",
    "blank lines": b"\n\ntitle,finished\n\n,\nA,2026-11-02\n\n",
    "everything in quotation marks": b'"title","finished"\n"A","2026-11-02"\n',
}
"""Each brings one item: A, finished on the second of November, a day without a time."""

FINISHED = date(2026, 11, 2)

REFUSED = {
    "empty": (b"", 1, "The file is empty."),
    "blank": (b"\r\n \r\n", 1, "The file is empty."),
    "a cell of 1 MB": (b'title\nA\n"' + b"x" * 1_000_000 + b'"\n', 3, "A cell is longer than 131,072 characters."),
    "a NUL": (b"title\nA\nB\x00\n", 3, "This file is not text."),
    "Latin-1": ("title\nRückgabe\n".encode("latin-1"), 2, "This is not UTF-8."),
    "UTF-16": ("title\nA\n".encode("utf-16"), 1, "The file is UTF-16."),
    "UTF-16 without a mark": ("title\nA\n".encode("utf-16-le"), 1, "This file is not text."),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", 1, "This file is not text."),
    "an open quotation mark": (b'title\nA\n"B\nC\n', 3, "The quotation marks do not match."),
    "a control character": (b"title\nA\nB\x07\n", 3, "This has characters that are not text."),
    "a torn cell": (b"title,words\nA,b,c\n", 2, "This row has 3 cells but 2 headings."),
    "one bad row among good ones": (MIXED.encode() + b"x9,,,,,\n", 8, "This cannot be empty."),
}
"""The file, the line of its first flaw, and the beginning of the reason."""
