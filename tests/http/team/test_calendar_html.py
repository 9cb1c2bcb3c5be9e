"""The calendar on the team page: days off typed or out of a file, and the day before which the history counts no more."""

import io

import pytest

from tests.given import last_event
from tests.http.reading import Shown

FILE = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20251224
DTEND;VALUE=DATE:20251227
RRULE:FREQ=YEARLY
SUMMARY:Christmas
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261130T090000Z
SUMMARY:A meeting
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261130
RRULE:FREQ=WEEKLY
SUMMARY:Every Monday
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture(autouse=True)
def today(cast, day_of_the_cast, monkeypatch):
    """Everything happens on the day of the cast."""
    monkeypatch.setattr("queue_app.web.days_off.utc_now", lambda: cast.now)


@pytest.fixture
def team(cast):
    """The address of the team page."""
    return f"/teams/{cast.team}/team/work"


def days(site):
    return {str(row["day"]): row["name"] for row in site.rows("day_off")}


def bring(site, bob, content, name="days.ics"):
    raw = content.encode() if isinstance(content, str) else content
    path = f"/teams/{site.cast.team}/days-off/file"
    answer = bob.browser.post(path, {"file": (io.BytesIO(raw), name)}, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # The client keeps a large body in a file and leaves it open.
    return answer


def test_a_list_is_kept_and_read_by_everybody_in_the_team(bob, alice, carol, site, team):
    page = bob.press(bob.look(team), "Save days off", text="2026-12-24 to 2026-12-25 Closed\n2026-12-08 Town feast")
    assert "Added 3 days off" in page.words
    assert days(site) == {"2026-12-08": "Town feast", "2026-12-24": "Closed", "2026-12-25": "Closed"}
    for person in (alice, carol):
        seen = person.look(team)
        assert "Thu 24 Dec to Fri 25 Dec Closed" in seen.words
        assert not any("days-off" in form.action for form in seen.forms)


def test_every_line_that_cannot_be_read_is_named_and_nothing_is_kept(bob, site, team):
    before = site.mark()
    page = bob.press(bob.look(team), "Save days off", text="2026-12-24 Eve\nChristmas\n2026-13-01\n2026-12-26")
    assert page.response.status_code == 422
    assert "Lines 2 and 3: start with a day such as 2026-12-24" in page.words
    assert ("text", "2026-12-24 Eve\nChristmas\n2026-13-01\n2026-12-26") in [
        f for form in page.forms for f in form.fields
    ]
    assert site.mark() == before


def test_a_spell_is_removed_and_past_ones_are_folded_away(bob, cast, site, team):
    page = bob.press(bob.look(team), "Save days off", text="2026-12-24 to 2027-01-06 Closed\n2026-11-02 Feast")
    assert "one in the past" in page.words
    page = bob.press(page, "Remove 2026-12-24")
    assert "Removed 14 days off" in page.words
    assert days(site) == {"2026-11-02": "Feast"}
    assert (last_event(cast).kind, last_event(cast).by) == ("settings", cast.bob)


def test_a_calendar_file_is_shown_before_its_days_are_saved(bob, site, team):  # D6
    before = site.mark()
    page = Shown(bring(site, bob, FILE))
    assert page.response.status_code == 200
    assert site.mark() == before
    assert "12 days off found" in page.words
    assert "Nothing is saved yet." in page.words
    assert (
        "Takes one event. Skipped one event: not a whole day. Skipped one event: unknown kind of repetition."
        in page.words
    )
    assert "8 working days are lost." in page.words
    saved = bob.press(page, "Save days off")
    assert "Added 12 days off" in saved.words
    assert [day for day in days(site) if day.startswith("2026")] == ["2026-12-24", "2026-12-25", "2026-12-26"]
    assert len([row for row in site.rows("event") if row["kind"] == "settings"]) == 1
    assert "12 of them are days off already." in Shown(bring(site, bob, FILE)).words


def test_a_file_that_leaves_no_working_day_says_so_before(bob, site):  # D1, D6
    daily = "DTSTART;VALUE=DATE:20261123\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20301231"
    page = Shown(bring(site, bob, f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{daily}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"))
    assert "With these days the team never works for a year." in page.words
    assert bob.press(page, "Save days off").response.status_code == 422
    assert days(site) == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("hello", "not an iCalendar file"),
        (b"\xff\xfe\x00", "not an iCalendar file"),
        (
            FILE.replace("VALUE=DATE:20251224", "VALUE=DATE:19500101").replace("FREQ=YEARLY", "FREQ=DAILY"),
            "no whole day",
        ),
        ("BEGIN:VEVENT\r\n" * 20_000, "more than 3,000 events"),
        (FILE + "x" * 1_000_000, "larger than 1\u00a0MB"),
    ],
    ids=["no calendar", "no text", "nothing in it", "too many", "too large"],
)
def test_a_file_that_cannot_be_taken_is_told_in_a_sentence(bob, site, content, told):
    before = site.mark()
    answer = bring(site, bob, content)
    assert answer.status_code == 422
    assert told in answer.text
    assert site.mark() == before


def test_a_program_is_told_of_a_refused_file_as_programs_are(bob, site):
    answer = bob.browser.post(f"/teams/{site.cast.team}/days-off/file", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_without_a_file_one_is_asked_for(bob, site):
    answer = bob.browser.post(f"/teams/{site.cast.team}/days-off/file")
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_history_is_forgotten_with_a_reason_and_remembered_again(bob, alice, carol, site, cast, team):
    page = bob.press(bob.look(team), "Save this day", day="2026-09-01", reason="The team is new.")
    assert "Forecasts start from Tue 1 Sept: “The team is new.” Bob," in page.words
    assert "“The team is new.” Bob" in alice.look(team).words
    seen = carol.look(team).words
    assert "The team is new." in seen
    assert "” Bob" not in seen
    event = last_event(cast)
    assert (event.kind, event.by, event.data["reason"]) == ("history_from", cast.bob, "The team is new.")
    page = bob.press(bob.look(team), "Save this day", day="", reason="It was not so new.")
    assert [row["history_from"] for row in site.rows("team")] == [None, None]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"day": "9999-12-31", "reason": "Because."}, "in the future"),
        ({"day": "2026-09-01", "reason": ""}, "cannot be empty"),
        ({"day": "yesterday", "reason": "Because."}, "a day such as"),
    ],
)
def test_a_history_that_cannot_be_forgotten_is_told(bob, site, team, typed, told):
    before = site.mark()
    page = bob.press(bob.look(team), "Save this day", **typed)
    assert page.response.status_code == 422
    assert told in page.words
    assert site.mark() == before
