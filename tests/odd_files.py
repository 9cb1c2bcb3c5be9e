"""Files as spreadsheets and other tools write them, and what both the page and the command say about them."""

from datetime import date

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
    "UTF-16": "title,finished\nA,2026-11-02\n".encode("utf-16"),
}
"""Each file contains one item: A, finished on 2 November, a day without a time."""

FINISHED = date(2026, 11, 2)

REFUSED = {
    "empty": (b"", 1, "The file is empty."),
    "blank": (b"\r\n \r\n", 1, "The file is empty."),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", 1, "This file is not text."),
    "a broken workbook": (b"PK\x03\x04\x14\x00\x06\x00", 1, "This ZIP file is broken."),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "This is an old workbook."),
    "a PDF": (b"%PDF-1.7\n", 1, "This file is not text."),
    "a calendar": (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", 1, "This is a calendar."),
    "deep JSON": (b"[" * 200_000, 1, "This file is nested too deeply."),
}
"""{name: the file, the line of its first flaw, the beginning of the reason}."""
