"""A due date is reported separately: left out, or kept as the first line of the words."""

import json
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from queue_app.domain.importing.fitting.rows_of_look import FittedRows, rows_of
from queue_app.domain.importing.looking.look import look_at

TABLE = "id,title,state,{heading},words\na,A,open,24/Dec/26,Words\nb,B,open,,\n"
FILES = [
    (TABLE.format(heading="Due Date"), "Due Date: 24/Dec/26"),
    (TABLE.format(heading="Fälligkeitsdatum"), "Fälligkeitsdatum: 24/Dec/26"),
    (
        "Vorgangsschlüssel;Zusammenfassung;Status;Fälligkeitsdatum\nX-1;A;Offen;24/Dez/26 00:00\n",
        "Fälligkeitsdatum: 24/Dez/26 00:00",
    ),
    (
        json.dumps([{"iid": 1, "title": "A", "state": "opened", "web_url": "u", "due_date": "2026-12-24"}]),
        "Due: 2026-12-24",
    ),
    (
        json.dumps(
            {
                "lists": [{"id": "l", "name": "To do", "pos": 1}],
                "cards": [{"id": "c", "name": "A", "idList": "l", "due": "2026-12-24T11:00:00.000Z"}],
            }
        ),
        "Due: 2026-12-24",
    ),
    (json.dumps({"issues": [{"key": "X-1", "fields": {"summary": "A", "duedate": "2026-12-24"}}]}), "Due: 2026-12-24"),
    (json.dumps({"data": [{"gid": "1", "name": "A", "due_on": "2026-12-24"}]}), "Due: 2026-12-24"),
]


def fitted(text: str, **fixes: str) -> FittedRows:
    return rows_of(look_at(text.encode(), zone=ZoneInfo("UTC")), UTC, date(2026, 11, 30), fixes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "line"), FILES)
def test_it_is_counted_and_left_out_unless_somebody_keeps_it(text: str, line: str) -> None:
    left = fitted(text)
    (due,) = [flaw for flaw in left.flaws if flaw.key == "due"]
    assert (due.count, due.fix, str(due.examples[0].reason)) == (1, "empty", line)
    assert line not in str(left.rows[0].words)
    assert str(fitted(text, due="line").rows[0].words).split("\n")[0] == line


def test_a_column_that_somebody_takes_as_the_finish_is_no_due_date() -> None:
    text = "title,state,Finished,Due date\nA,done,2026-11-02,\n"
    assert not [flaw for flaw in fitted(text).flaws if flaw.key == "due"]


def test_what_is_no_day_is_none() -> None:
    assert not [
        flaw for flaw in fitted(TABLE.format(heading="Due").replace("24/Dec/26", "soon")).flaws if flaw.key == "due"
    ]
