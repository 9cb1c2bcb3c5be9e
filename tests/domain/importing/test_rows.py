"""Rows: what a line becomes, and every way in which one is refused."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from queue_app.domain.importing import rows as csv_rows
from queue_app.domain.importing.columns import guess_columns
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.rows import Reading, Row, check_rows
from queue_app.domain.importing.text import table
from queue_app.domain.importing.times import Time
from queue_app.domain.queue.item import State

ROME = ZoneInfo("Europe/Rome")


def rows(text: str) -> list[Row]:
    headings, records = table(text.encode())
    how = Reading(guess_columns(headings), len(headings), zone=ROME, team_zone=ROME, today=date(2026, 11, 23))
    return check_rows(records, how)


def row(heading: str, line: str) -> Row:
    return rows(f"{heading}\n{line}\n")[0]


def flaws(text: str) -> list[Flaw]:
    with pytest.raises(FlawedFile) as told:
        rows(text)
    return list(told.value.flaws)


def test_a_row_with_a_finish_is_history() -> None:
    found = row(
        "id,title,created,started,finished,people,area,words",
        '7,Search,2026-11-01,2026-11-02T09:00:00,2026-11-03T10:00:00Z,Ann;Bo,Shop,"Fast.\r\nAnd right."',
    )
    assert found == Row(
        line=2,
        title="Search",
        words="Fast.\nAnd right.",
        reference="7",
        state=State.FINISHED,
        created_at=datetime(2026, 10, 31, 23, 0, tzinfo=UTC),
        started=Time(datetime(2026, 11, 2, 8, 0, tzinfo=UTC), date(2026, 11, 2)),
        ended=Time(datetime(2026, 11, 3, 10, 0, tzinfo=UTC), date(2026, 11, 3)),
        people=("Ann", "Bo"),
        areas=("Shop",),
    )


@pytest.mark.parametrize(
    ("state", "started", "finished", "becomes"),
    [
        ("", "", "", State.WAITING),
        ("", "2026-11-02", "", State.IN_PROGRESS),
        ("", "", "2026-11-02", State.FINISHED),
        ("", "2026-11-02", "2026-11-02", State.FINISHED),
        ("To Do", "", "", State.WAITING),
        ("waiting", "2026-11-02", "2026-11-03", State.WAITING),
        ("In Progress", "", "", State.IN_PROGRESS),
        ("in_progress", "2026-11-02", "2026-11-03", State.IN_PROGRESS),
        ("Done", "", "2026-11-02", State.FINISHED),
        ("Open", "", "", State.WAITING),
        ("open", "2026-11-02", "", State.IN_PROGRESS),
        ("Won't Do", "", "2026-11-02", State.DROPPED),
        ("dropped", "", "", State.DROPPED),
    ],
)
def test_the_days_say_the_state_unless_a_column_says_otherwise(
    state: str, started: str, finished: str, becomes: State
) -> None:
    found = row("title,state,started,finished", f"Search,{state},{started},{finished}")
    assert found.state is becomes
    assert (found.ended is not None) == (bool(finished) and becomes in (State.FINISHED, State.DROPPED))


def test_what_is_first_known_of_a_row_is_its_creation() -> None:
    heading = "title,created,started,finished"
    assert row(heading, "A,,,").created_at is None
    assert row(heading, "A,,2026-11-02T09:00:00Z,").created_at == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    assert row(heading, "A,,,2026-11-02").created_at == datetime(2026, 11, 1, 23, 0, tzinfo=UTC)


def test_names_are_divided_by_semicolons_and_counted_once() -> None:
    found = row("title,people,area", 'A,"Ann ; ;  ann;Bo; Doe, Jo","x;y;X"')
    assert found.people == ("Ann", "Bo", "Doe, Jo")
    assert found.areas == ("x", "y")


def test_further_columns_and_missing_cells_do_not_matter() -> None:
    found = rows("colour,title,started\nred,A\nblue,B,,,\n")
    assert [(one.title, one.started) for one in found] == [("A", None), ("B", None)]


def test_a_row_in_the_future_is_refused_today_is_not() -> None:
    assert row("title,finished", "A,2026-11-23").state is State.FINISHED
    assert flaws("title,created,started,finished\nA,2027-01-01,2026-11-24,2026-11-25T09:00:00Z\n") == [
        Flaw(2, "started", "This is in the future."),
        Flaw(2, "finished", "This is in the future."),
        Flaw(2, "created", "This is in the future."),
    ]


@pytest.mark.parametrize(
    ("heading", "line", "field", "says"),
    [
        ("title,words", ",something", "title", "cannot be empty"),
        ("title", "x" * 201, "title", "201 characters long. Shorten it to 200"),
        ("title", "a\x07b", "title", "not text"),
        ("title,words", "A," + "x" * 20_001, "words", "Shorten it to 20,000"),
        ("title,id", "A," + "x" * 501, "reference", "Shorten it to 500"),
        ("title,area", "A," + "x" * 41, "area", "Shorten it to 40"),
        ("title,area", "A,a;b;c;d", "area", "There are 4 here. Use at most 3."),
        ("title,people", "A," + "x" * 121, "people", "Shorten it to 120"),
        ("title,people", "A," + ";".join(map(str, range(51))), "people", "There are 51 here"),
        ("title,started", "A,yesterday", "started", "not a day or time"),
        ("title,created", "A,4/3/2026", "created", "two meanings"),
        ("title,started,finished", "A,2026-11-03,2026-11-02", "finished", "before the start"),
        ("title,state", "A,Done", "finished", "needs its finish day"),
        ("title,state", "A,Somewhere", "state", "“Somewhere” is not a known state"),
        ("title,area", "A,b,c", "file", "This row has 3 cells but 2 headings"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_field(heading: str, line: str, field: str, says: str) -> None:
    found = flaws(f"{heading}\n{line}\n")
    assert [(flaw.line, flaw.field) for flaw in found] == [(2, field)]
    assert says in str(found[0].reason)


def test_all_flaws_of_a_file_are_told_at_once() -> None:
    with pytest.raises(FlawedFile) as told:
        rows("title,started,area\n,soon,\nB,,\nC,,a;b;c;d\n")
    assert [(flaw.line, flaw.field) for flaw in told.value.flaws] == [(2, "started"), (2, "title"), (4, "area")]
    assert str(told.value).startswith("3 problems. The first is on line 2, started:")


def test_a_column_with_too_many_different_names_is_probably_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MOST_NAMES", {"area": 2, "people": 2})
    assert len(rows("title,area,people\nA,x,p\nB,y,q\nC,x,p\n")) == 3
    found = flaws("title,area,people\nA,x,p\nB,y,q\nC,z,r\nD,u,s\n")
    assert [(flaw.line, flaw.field) for flaw in found] == [(4, "area"), (4, "people")]
