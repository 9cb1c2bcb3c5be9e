"""The rows that are read from a file fit into a team: nothing is refused, and nothing is lost without being counted."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.importing.dates.moment import Moment
from queue_app.domain.importing.facts.known_item import FileLook, KnownComment, KnownItem
from queue_app.domain.importing.facts.source_item import SourceStep
from queue_app.domain.importing.fitting import rows_of_look as module
from queue_app.domain.importing.fitting.fixes import FLAW_KINDS
from queue_app.domain.importing.fitting.rows_of_look import rows_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.looking.look import look_at
from queue_app.domain.queue.item import State

BERLIN, TODAY = ZoneInfo("Europe/Berlin"), date(2026, 11, 23)
EXPORTS = Path(__file__).parents[1] / "exports"
FILES = sorted(path.name for path in EXPORTS.iterdir() if path.suffix != ".ics" and path.name != "expected.json")


def item(title="A", state=State.WAITING, **fields):
    empty = dict.fromkeys(("reference", "written", "blocked", "part", "parent"), "")
    empty |= dict.fromkeys(("created", "started", "finished")) | dict.fromkeys(
        ("people", "areas", "steps", "comments"), ()
    )
    known = {"line": 2, "markup": "markdown", "finish_assumed": False, "title": title, "state": state}
    return KnownItem(**(empty | known | fields))


def fitted(*items, problems=(), **fixes):
    some = {state: [one for one in items if one.state is state] for state in State}
    look = FileLook(
        "csv", "utf-8", 1, [*items], some[State.WAITING], some[State.IN_PROGRESS], [], Counter(), [*problems]
    )
    return rows_of(look, BERLIN, TODAY, fixes)


def met(result):
    """{kind of flaw: how many}."""
    return {flaw.key: flaw.count for flaw in result.flaws}


def at(*parts, zone=UTC):
    return Moment(datetime(*parts, tzinfo=zone))


def test_a_title_that_is_cut_is_whole_in_the_words():  # I2
    long = "x" * 150 + " " + "y" * 150
    (row,) = (result := fitted(item(long, written="More."))).rows
    assert (len(row.title), row.title[-1]) == (200, "…")
    assert row.words == f"{long}\n\nMore."
    assert met(result) == {"title_long": 1}


def test_a_title_that_fits_is_not_repeated():
    (row,) = fitted(item("y" * 200, written="More.")).rows
    assert (row.title, row.words) == ("y" * 200, "More.")


@pytest.mark.parametrize(
    ("title", "reference", "shown"),
    [("a\x00b\x1b c", "", "ab c"), ("e" + "\u0301" * 60, "", "e"), ("\u200b", "X-1", "X-1"), ("\u200b", "", "?")],
)
def test_a_title_of_odd_characters_can_be_read(title, reference, shown):
    assert fitted(item(title, reference=reference)).rows[0].title == shown


def test_the_first_three_areas_are_taken_and_each_once():
    result = fitted(item(areas=("Shop", "shop", "Data", "Pay", "Mail")))
    assert result.rows[0].areas == ("Shop", "Data", "Pay")
    assert met(result) == {"areas_many": 1}


def test_of_very_many_areas_and_people_the_most_frequent_are_taken(monkeypatch):
    monkeypatch.setattr(module, "MOST_NAMES", {"area": 1, "people": 1})
    result = fitted(item(areas=("Once", "shop"), people=("Ann",)), item(areas=("Shop",), people=("Bo", "Ann")))
    assert [(row.areas, row.people) for row in result.rows] == [(("shop",), ("Ann",)), (("Shop",), ("Ann",))]
    assert met(result) == {"areas_seldom": 1, "people_seldom": 1}


def test_days_are_those_of_the_team_and_a_start_is_never_after_its_finish():
    # 23:30 in UTC is the next day in Berlin, which is later than the day that the finish names.
    done = item(state=State.FINISHED, started=at(2026, 10, 1, 23, 30), finished=Moment(date(2026, 10, 1)))
    (row,) = (result := fitted(done)).rows
    assert (row.started, row.ended.on, row.ended.at) == (row.ended, date(2026, 10, 1), None)
    assert met(result) == {"start_close": 1}
    (row,) = fitted(item(state=State.IN_PROGRESS, started=at(2026, 10, 1, 23, 30))).rows
    assert (row.started.on, row.started.at.hour) == (date(2026, 10, 2), 23)


def test_a_finish_that_is_not_known_or_to_come_leaves_the_item_out_by_name():
    late = item(state=State.FINISHED, reference="X-2", finished=Moment(date(2027, 1, 1)))
    result = fitted(item("Old", State.FINISHED), late, item("Here"))
    assert [row.title for row in result.rows] == ["Here"]
    assert result.left_out == {"finish_undated": ["Old", "X-2"]}


def test_a_dropped_item_needs_no_day_and_a_day_to_come_is_left_empty():
    result = fitted(item(state=State.DROPPED), item(created=Moment(date(2027, 1, 1))))
    assert [(row.state, row.created_at) for row in result.rows] == [(State.DROPPED, None), (State.WAITING, None)]
    assert met(result) == {"future": 1}


def test_only_what_is_open_is_blocked():
    flagged = {"blocked": "on hold", "areas": ("on hold", "Shop")}
    result = fitted(item(**flagged), item(state=State.DROPPED, **flagged))
    assert {row.state: row.flag for row in result.rows} == {State.WAITING: "on hold", State.DROPPED: ""}
    assert [row.areas for row in result.rows] == [("Shop",), ("Shop",)]
    assert met(result) == {"closed_flag": 1}


def test_steps_are_cut_and_a_plan_has_a_hundred():
    result = fitted(item(steps=(*(SourceStep("s" * 600, n == 0) for n in range(102)), SourceStep(" ", True))))
    steps = result.rows[0].steps
    assert (len(steps), len(steps[0].words), steps[0].done, steps[1].done) == (100, 500, True, False)
    assert met(result) == {"step_long": 102, "steps_many": 1}


def test_a_comment_is_a_note_that_names_its_author_oldest_first():
    later = KnownComment("Second *one*", "Bo", at(2026, 10, 2, 9))
    first = KnownComment("First", "", at(2026, 10, 1, 9))
    (row,) = fitted(item(markup="jira", comments=(later, first, KnownComment(" ", "Cy", at(2026, 10, 3))))).rows
    assert [(note.words, note.author) for note in row.notes] == [("First", ""), ("Bo:\n\nSecond **one**", "Bo")]
    assert row.notes[0].at == datetime(2026, 10, 1, 9, tzinfo=UTC)


def test_a_reference_that_is_too_long_is_left_empty():
    result = fitted(item(reference="r" * 501))
    assert (result.rows[0].reference, met(result)) == (None, {"reference_long": 1})


FLAWED = {
    "title_long": item("x" * 201),
    "areas_many": item("A", areas=("a", "b", "c", "d")),
    "area_long": item("A", areas=("x" * 41,)),
    "reference_long": item("A", reference="x" * 501),
    "finish_undated": item("A", State.FINISHED),
    "start_close": item("A", State.FINISHED, started=at(2026, 10, 1, 23, 30), finished=Moment(date(2026, 10, 1))),
    "future": item("A", created=Moment(date(2027, 1, 1))),
}


@pytest.mark.parametrize("kind", FLAWED)
def test_one_choice_decides_what_happens_to_flaws_of_a_kind(kind):
    given = FLAWED[kind]
    for fix in FLAW_KINDS[kind].fixes:
        result = fitted(given, item("Sound"), **{kind: fix})
        assert met(result)[kind] == 1
        assert result.stopped == (fix == "stop")
        assert ([row.title for row in result.rows] == ["Sound"]) == (fix == "leave_out")
        assert result.left_out == ({kind: [given.name]} if fix == "leave_out" else {})
    assert fitted(FLAWED["areas_many"], areas_many="empty").rows[0].areas == ()
    assert fitted(FLAWED["finish_undated"], finish_undated="today").rows[0].ended.on == TODAY


def test_a_problem_of_the_file_can_leave_its_row_out():
    problem = Flaw(7, "started", "x", {}, "no_day")
    result = fitted(item("A", line=7), item("B", line=8), problems=[problem], no_day="leave_out")
    assert ([row.title for row in result.rows], result.left_out) == (["B"], {"no_day": ["A"]})
    with pytest.raises(InputError, match="must be one of"):
        fitted(no_day="burn")


def test_very_many_rows_are_no_one_act(monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    with pytest.raises(FlawedFile, match="more than 1 rows"):
        fitted(item(), item())


@pytest.mark.parametrize("name", FILES)
def test_every_export_fits_and_nothing_is_lost_without_a_count(name):
    look = look_at((EXPORTS / name).read_bytes(), zone=BERLIN)
    result = rows_of(look, BERLIN, TODAY)
    assert len(result.rows) + sum(map(len, result.left_out.values())) == len(look.items)
    waiting = [row.reference or row.title for row in result.rows if row.state is State.WAITING]
    assert waiting == [one.name for one in look.waiting]
