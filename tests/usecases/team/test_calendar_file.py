"""A calendar file: which of its events are days off, and that no file takes long, whatever stands in it."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event, vDDDTypes, vRecur
from icalendar.timezone import tzp

from queue_app.domain.errors import InputError
from queue_app.domain.team import days_off
from queue_app.usecases.team import calendar_file

TODAY = date(2026, 11, 25)
YEARLY = "RRULE:FREQ=YEARLY"


def file(*events: str) -> bytes:
    listed = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{listed}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def day(written: str, *more: str) -> str:
    return "\n".join((f"DTSTART;VALUE=DATE:{written}", *more))


def found(*events: str) -> list[str]:
    return calendar_file.read("file", file(*events), TODAY).text.split("\n")


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
    read = calendar_file.read("file", file(day("20261225"), event), TODAY)
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
        calendar_file.read("file", HOSTILE[name], TODAY)
    assert refused.value.field == "file"
    assert str(refused.value).count(". ") <= 1
    assert process_time() - began < 30, "it was meant to be counted, and was not"


def test_moved_repetitions_are_looked_up_and_not_gone_through_for_each_event():
    hashed = []

    class Day(date):
        def __hash__(self):
            hashed.append(self)
            return date.__hash__(self)

    events = [Event() for _ in range(100)]
    for n, event in enumerate(events):
        event["RECURRENCE-ID"] = vDDDTypes(Day(1900 + n, 1, 1))
        event["DTSTART"] = vDDDTypes(date(2025, 5, 1))
        event["RRULE"] = vRecur(FREQ=["YEARLY"])
    reading = calendar_file._Reading("file", date(2024, 1, 1), date(2028, 1, 1), calendar_file._moved(events))
    assert all(reading.spells_of(event) for event in events)
    assert len(hashed) < 10 * len(events)


def test_nothing_of_a_file_stays_in_the_process():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Nowhere/At-all\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
    )
    zone += "TZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    whole = file(day("20261224")).decode().replace("BEGIN:VEVENT", f"{zone}BEGIN:VEVENT")
    assert calendar_file.read("file", whole.encode(), TODAY).taken == 1
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
        text = calendar_file.read("file", content.encode("utf-8", "surrogatepass"), TODAY).text
    except InputError:
        return
    assert days_off.read("text", text, TODAY)
