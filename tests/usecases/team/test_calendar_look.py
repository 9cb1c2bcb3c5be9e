"""What a look at a calendar file tells: days off, what is asked about, and that a file that breaks off says so."""

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.team.event_meaning import day_meaning
from queue_app.usecases.team.calendar_look import is_calendar, report, zone_of

EXPORTS = Path(__file__).parents[2] / "domain/importing/exports"
EXPECTED = json.loads((EXPORTS / "expected.json").read_text())["files"]
CALENDARS = [name for name, expected in EXPECTED.items() if expected["kind"] == "icalendar"]
TODAY, BERLIN = date(2026, 11, 30), ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_tells_its_days_off(name):
    raw, expected = (EXPORTS / name).read_bytes(), EXPECTED[name]
    assert is_calendar(raw)
    told = report(raw, TODAY, BERLIN, ImportAnswers())
    assert (told["kind"], told["encoding"], told["rows"]) == ("icalendar", expected["encoding"], expected["rows"])
    assert sorted(told["days_off"]) == sorted(expected["days_off"])
    assert [question["about"] for question in told["questions"]] == expected["questions"]
    assert sorted(day for question in told["questions"] for day in question["days"]) == sorted(expected["days_to_ask"])
    assert len(told["problems"]) == expected.get("problems", 0)


@pytest.mark.parametrize("name", CALENDARS)
def test_an_answer_decides_over_the_days_that_were_asked_about(name):
    raw, expected = (EXPORTS / name).read_bytes(), EXPECTED[name]
    told = report(raw, TODAY, BERLIN, ImportAnswers(dict.fromkeys(expected["questions"], "off")))
    assert told["questions"] == []
    assert sorted(told["days_off"]) == sorted(expected["days_off"] + expected["days_to_ask"])


@pytest.mark.parametrize(
    ("name", "description", "days", "meaning"),
    [
        ("Christmas Day", "Public holiday", 1, "off"),
        ("Erster Weihnachtstag", "Gesetzlicher Feiertag", 1, "off"),
        ("Reformationstag", "Public holiday in: Brandenburg, Saxony", 1, "region"),
        ("Epiphany (regional holiday)", "Public holiday", 1, "region"),
        ("Valentine's Day", "Observance\\nTo hide observances, go to Settings", 1, "observance"),
        ("Muttertag", "Gedenktag", 1, "observance"),
        ("Fête des mères", "Fête\\nPour masquer les fêtes, accédez aux paramètres", 1, "observance"),
        ("Assomption", "Jour férié", 1, "off"),
        ("Term 2: Mon 2nd Nov - Fri 18th Dec", "", 46, "observance"),
        ("Half Term", "", 9, "long_spells"),
        ("Sommerferien", "", 44, "long_spells"),
        ("Vacances de Noël", "", 16, "long_spells"),
        ("Works closed", "", 11, "off"),
        ("Betriebsferien", "", 10, "off"),
        ("Summer closing", "", 30, "long_spells"),
        ("Easter holiday", "", 1, "off"),
        ("INSET day", "", 1, "not_off"),
        ("On call: Ada", "", 1, "not_off"),
        ("Bereitschaft Bo", "", 7, "not_off"),
        ("Cleo's birthday", "", 1, "not_off"),
        ("Company day", "", 1, "off"),
    ],
)
def test_what_a_whole_day_event_means(name, description, days, meaning):
    assert day_meaning(name, description, days) == meaning


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("X-WR-TIMEZONE:Europe/Berlin", "Europe/Berlin"),
        ("BEGIN:VTIMEZONE\r\nTZID:America/New_York", "America/New_York"),
        ("X-WR-TIMEZONE:W. Europe Standard Time", "UTC"),
        ("X-WR-TIMEZONE:../../etc/passwd", "UTC"),
        ("", "UTC"),
    ],
)
def test_the_zone_is_the_one_that_the_calendar_names(line, zone):
    assert zone_of(f"BEGIN:VCALENDAR\r\n{line}\r\nEND:VCALENDAR\r\n".encode()).key == zone
