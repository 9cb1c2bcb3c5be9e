"""A calendar file: which of its events are days off, and that no file takes long, whatever stands in it."""

from datetime import date, datetime
from itertools import takewhile
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar.timezone import tzp

from queue_app.domain.errors import InputError
from queue_app.domain.team import days_off
from queue_app.usecases.team import calendar_file

TODAY = date(2026, 11, 25)
BERLIN = ZoneInfo("Europe/Berlin")
YEARLY = "RRULE:FREQ=YEARLY"


def file(*events: str) -> bytes:
    listed = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{listed}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def day(written: str, *more: str) -> str:
    return "\n".join((f"DTSTART;VALUE=DATE:{written}", *more))


def found(*events: str) -> list[str]:
    return calendar_file.read("file", file(*events), TODAY, BERLIN).text.split("\n")


def test_a_whole_day_is_a_day_off():
    assert found(day("20261224", "SUMMARY:Christmas Eve")) == ["2026-12-24: Christmas Eve"]


def test_the_end_is_the_day_after_the_last():
    assert found(day("20261224", "DTEND;VALUE=DATE:20270107", "SUMMARY:Closed")) == ["2026-12-24 to 2027-01-06: Closed"]
    assert found(day("20261224", "DURATION:P2D")) == ["2026-12-24 to 2026-12-25"]
    assert found(day("20261224", "DTEND;VALUE=DATE:20261224")) == ["2026-12-24"]


def test_a_yearly_rule_is_worked_out_for_three_years_back_and_ahead():
    thanksgiving = day("20101125", f"{YEARLY};BYMONTH=11;BYDAY=4TH")
    assert found(thanksgiving) == [f"{year}-11-{n}" for year, n in
        ((2023, 23), (2024, 28), (2025, 27), (2026, 26), (2027, 25), (2028, 23), (2029, 22))]  # fmt: skip
    assert found(day("20161225", f"{YEARLY};INTERVAL=4;COUNT=3")) == ["2024-12-25"]
    assert found(day("20241225", f"{YEARLY};UNTIL=20251231")) == ["2024-12-25", "2025-12-25"]


def test_other_plain_rules_are_worked_out_where_they_end():
    assert found(day("20261221", "RRULE:FREQ=DAILY;COUNT=2")) == ["2026-12-21", "2026-12-22"]
    assert found(day("20261204", "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20261218")) == [
        f"2026-12-{n}" for n in ("04", 11, 18)
    ]
    assert found(day("20261102", "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2")) == ["2026-11-02", "2026-12-07"]
    assert found(day("20261031", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2")) == ["2026-10-31", "2026-11-30"]


def test_a_repetition_that_was_taken_out_or_moved_is_not_one():
    rule = day("20251226", YEARLY, "UID:1", "EXDATE;VALUE=DATE:20261226")
    moved = day("20271227", "UID:1", "RECURRENCE-ID;VALUE=DATE:20271226")
    assert found(rule, moved) == ["2025-12-26", "2027-12-27", "2028-12-26"]


def test_times_in_utc_are_days_of_the_team():  # D2
    fridays = "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20261217T230000Z"
    assert found(day("20261204", fridays)) == ["2026-12-04", "2026-12-11", "2026-12-18"]
    christmas = day("20261224", "UID:1", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261225T230000Z")
    assert found(christmas) == ["2026-12-24", "2026-12-25"]
    moved = day("20261230", "UID:2", "RECURRENCE-ID:20261225T230000Z")
    assert found(day("20261224", "UID:2", "RRULE:FREQ=DAILY;COUNT=3"), moved) == [
        "2026-12-24",
        "2026-12-25",
        "2026-12-30",
    ]
    zoned = day("20261224", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=Europe/Berlin:20261225T000000")
    assert found(zoned) == ["2026-12-24"]


def test_midnight_in_utc_is_a_plain_date_for_every_team():  # D2
    event = day("20261224", "RRULE:FREQ=DAILY;UNTIL=20261226T000000Z", "EXDATE:20261225T000000Z")
    read = calendar_file.read("file", file(event), TODAY, ZoneInfo("America/New_York"))
    assert read.text == "2026-12-24\n2026-12-26"


def test_listed_days_are_taken_too():  # D3
    assert found(day("20261224", "RDATE;VALUE=DATE:20261228,20261229")) == ["2026-12-24", "2026-12-28", "2026-12-29"]
    periods = day("20261224", "RDATE;VALUE=PERIOD:20261227T230000Z/P1D", "RDATE;VALUE=DATE:20261229", "EXDATE:20261229")
    assert found(periods) == ["2026-12-24", "2026-12-28"]
    assert found(day("20261224", f"{YEARLY};UNTIL=20261231", "RDATE;VALUE=DATE:20261228")) == [
        "2026-12-24",
        "2026-12-28",
    ]


BROKEN_PARTS = {
    "time zone": "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:00:20251026T010000\nEND:STANDARD\nEND:VTIMEZONE",
    "empty time zone": "BEGIN:VTIMEZONE\nEND:VTIMEZONE",
    "task": "BEGIN:VTODO\nDUE:x\nEND:VTODO",
    "interval": "REFRESH-INTERVAL;VALUE=DURATION:x",
    "line": "no line at all",
}


@pytest.mark.parametrize("part", BROKEN_PARTS)
def test_a_broken_part_leaves_the_events_as_they_are(part):  # D4
    whole = (
        file(day("20261224"))
        .decode()
        .replace("BEGIN:VEVENT", BROKEN_PARTS[part].replace("\n", "\r\n") + "\r\nBEGIN:VEVENT")
    )
    read = calendar_file.read("file", whole.encode(), TODAY, BERLIN)
    assert (read.text, read.taken, read.passed) == ("2026-12-24", 1, {})


@pytest.mark.parametrize("alarm", ["TRIGGER:", "REPEAT:x", "DTSTART:x"])
def test_a_broken_alarm_leaves_its_event_as_it_is(alarm):  # D4
    assert found(day("20261224", "BEGIN:VALARM", alarm, "END:VALARM", "SUMMARY:Eve")) == ["2026-12-24: Eve"]


def test_a_fold_inside_a_letter_and_latin_1_are_read():  # D5
    folded = file(day("20261224", "SUMMARY:Mari*")).replace(b"*", b"\xc3\r\n \xa4 Himmelfahrt")
    assert calendar_file.read("file", folded, TODAY, BERLIN).text == "2026-12-24: Mariä Himmelfahrt"
    latin = file(day("20261224", "SUMMARY:Mari*")).replace(b"*", b"\xe4")
    assert calendar_file.read("file", latin, TODAY, BERLIN).text == "2026-12-24: Mariä"


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART;TZID=Europe/Berlin;VALUE=DATE:20261224",
        "DTSTART;TZID=W. Europe Standard Time:20261224T000000\nDTEND;TZID=W. Europe Standard Time:20261225T000000",
        "DTSTART:20261223T230000Z\nDTEND:20261224T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "DTSTART:20261223T230000Z\nDURATION:P1D",
        "DTSTART:20261224T090000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    ],
)
def test_whole_days_are_known_in_each_of_their_forms(event):  # D5
    assert found(f"{event}\nSUMMARY:Eve\nSUMMARY;LANGUAGE=de:Heiligabend") == ["2026-12-24: Eve"]


def test_names_are_one_short_line():
    long = day("20261224", "SUMMARY:a\\nb\\, c" + "x" * 100)
    assert found(long) == ["2026-12-24: a b, c" + "x" * 74]
    assert found(day("20261224", "SUMMARY: to 2026-12-31")) == ["2026-12-24: to 2026-12-31"]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("DTSTART:20261224T090000Z", "timed"),
        ("DTSTART;TZID=Europe/Vienna:20261224T000000", "timed"),
        (day("20231001"), "elsewhen"),
        (day("20300101"), "elsewhen"),
        (day("20260101", "DTEND;VALUE=DATE:20280101"), "elsewhen"),
        (day("20261224", "RRULE:FREQ=WEEKLY"), "repeats"),
        (day("20261224", "RRULE:FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=31;COUNT=1"), "repeats"),
        (day("20261224", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1"), "repeats"),
        (day("20261224", f"{YEARLY};BYHOUR=1,2,3"), "repeats"),
        (day("20261224", f"{YEARLY};INTERVAL=0"), "repeats"),
        (day("20261224", YEARLY, YEARLY), "repeats"),
        (day("20261224", "STATUS:CANCELLED"), "cancelled"),
        (day("20261340"), "broken"),
        ("SUMMARY:No day at all", "broken"),
        (day("20261224", "DTEND;VALUE=DATE:20261220"), "broken"),
    ],
)
def test_what_is_passed_over_is_counted_with_its_reason(event, why):
    read = calendar_file.read("file", file(day("20261225"), event), TODAY, BERLIN)
    assert (read.text, read.taken, dict(read.passed)) == ("2026-12-25", 1, {why: 1})


HOSTILE = {
    "a rule that names no day": file(*[day("19000101", f"{YEARLY};BYMONTH=2;BYMONTHDAY=30")] * 3000),
    "every day since 1900": file(*[day("19000101", f"{YEARLY};BYDAY=MO,TU,WE,TH,FR,SA,SU")] * 3000),
    "every day, with an end": file(*[day("19000101", "RRULE:FREQ=DAILY;UNTIL=29991231")] * 3000),
    "a thirty-first of February": file(
        *[day("19000201", "RRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;COUNT=9")] * 3000
    ),
    "a sixth Monday": file(*[day("19000201", "RRULE:FREQ=MONTHLY;BYDAY=6MO;COUNT=9")] * 3000),
    "a rule that stands still": file(*[day("19000101", f"{YEARLY};INTERVAL=0")] * 3000),
    "every second": file(*[day("19000101", "RRULE:FREQ=SECONDLY")] * 3000),
    "the last day of all": file(*[day("99991231", YEARLY, "DURATION:P999999999D")] * 100),
    "too many events": file(*["SUMMARY:x"] * 9000),
    "too deep": b"BEGIN:VCALENDAR\r\n" * 4000 + b"END:VCALENDAR\r\n" * 4000,
    "no end": b"BEGIN:VEVENT\r\n" * 9000,
    "one long line": b"BEGIN:VCALENDAR\r\nX:" + b"a\r\n " * 200_000,
    "many short lines": b"BEGIN:VCALENDAR\r\n" + b"X:\r\n" * 240_000,
    "a long list": file(day("20261224", f"{YEARLY};BYMONTHDAY=1" + ",1" * 300_000)),
    "too large": b"x" * 1_000_001,
    "nothing": b"",
    "another file": b"%PDF-1.7\n\xff\xfe",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_sentence(name):
    began = process_time()
    with pytest.raises(InputError) as refused:
        calendar_file.read("file", HOSTILE[name], TODAY, BERLIN)
    assert refused.value.field == "file"
    assert str(refused.value).count(". ") <= 1
    assert process_time() - began < 30, "it was meant to be counted, and was not"


def test_several_hundred_rules_take_few_steps_each_however_old_they_are(monkeypatch):  # D7
    drawn = []
    repeated = calendar_file._Reading._count

    def count(reading, steps):
        drawn.append(steps)
        repeated(reading, steps)

    monkeypatch.setattr(calendar_file._Reading, "_count", count)
    assert calendar_file.read(
        "file", file(*[day("19000301", YEARLY, f"SUMMARY:{n}") for n in range(700)]), TODAY, BERLIN
    )
    assert sum(drawn) <= 700 * 130
    assert len(drawn) <= 700 * 10


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("19960229", "FREQ=YEARLY"),
        ("19960229", "FREQ=YEARLY;INTERVAL=8"),
        ("19991231", "FREQ=YEARLY;BYMONTH=1,12"),
        ("19991231", "FREQ=YEARLY;BYMONTHDAY=1,-1;INTERVAL=2"),
        ("19990105", "FREQ=YEARLY;BYMONTH=9;BYDAY=1MO,-1FR"),
        ("19990131", "FREQ=MONTHLY;INTERVAL=5;UNTIL=20991231"),
        ("19990115", "FREQ=MONTHLY;BYDAY=2TU;INTERVAL=3;UNTIL=20991231"),
        ("19990114", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH,SU;UNTIL=20991231"),
        ("19990114", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO;UNTIL=20991231"),
        ("19990114", "FREQ=DAILY;INTERVAL=37;UNTIL=20991231"),
    ],
)
def test_a_rule_that_begins_nearer_has_the_same_days(written, rule):  # D7
    first = datetime.strptime(written, "%Y%m%d")  # noqa: DTZ007
    whole = (at.date() for at in rrulestr(rule, dtstart=first))
    since, until = TODAY - calendar_file.THREE_YEARS, TODAY + calendar_file.THREE_YEARS
    right = [str(at) for at in takewhile(lambda at: at <= until, whole) if at >= since]
    assert expanded(day(written, f"RRULE:{rule}")) == right


def expanded(event: str) -> list[str]:
    """The days of an event one by one, because the text joins none of different starts."""
    return [str(spell.first) for spell in calendar_file.read("file", file(event), TODAY, BERLIN).spells]


def test_nothing_of_a_file_stays_in_the_process():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Nowhere/At-all\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
    )
    zone += "TZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    whole = file(day("20261224")).decode().replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT")
    assert calendar_file.read("file", whole.encode(), TODAY, BERLIN).taken == 1
    assert tzp.timezone("Nowhere/At-all") is None


LINES = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "DTSTART;VALUE=DATE:20261224", "DTSTART:x", "DTSTART:",
        "DTEND;VALUE=DATE:20261226", "DTEND:20261226T000000Z", "DURATION:-P5D", "DURATION:PT5M", YEARLY, "RRULE:", "RRULE:FREQ=",
        f"{YEARLY};BYDAY=99MO", f"{YEARLY};BYMONTH=13", f"{YEARLY};UNTIL=x", f"{YEARLY};COUNT=-1", f"{YEARLY};INTERVAL=x",
        "EXDATE:x", "EXDATE;VALUE=DATE:20261224", "EXDATE;VALUE=PERIOD:20261224T000000Z/PT1H", "RECURRENCE-ID:x", "SUMMARY;X=:x",
        "UID:1", "STATUS:", "SUMMARY:\\n", "\x00", ";:", " folded",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=12))
def test_no_file_is_a_surprise_and_what_is_found_can_be_read_as_a_list(lines):
    content = "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""))
    try:
        text = calendar_file.read("file", content.encode("utf-8", "surrogatepass"), TODAY, BERLIN).text
    except InputError:
        return
    assert days_off.read("text", text, TODAY)
