"""Dates and ages in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from queue_app.web.html.dates import ago, ago_patterns, ago_words, clock, day, day_of, moment

NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lasting", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1\u00a0min"),
        (timedelta(minutes=59, seconds=59), "59\u00a0min"),
        (timedelta(hours=1), "1\u00a0h"),
        (timedelta(hours=23, minutes=59), "23\u00a0h"),
        (timedelta(days=1), "1\u00a0d"),
        (timedelta(days=2, hours=4), "2\u00a0d 4\u00a0h"),
        (timedelta(days=3, hours=4), "3\u00a0d"),
        (timedelta(days=400), "400\u00a0d"),
    ],
)
def test_an_age_in_words(lasting, words):
    assert ago_words(lasting) == words


def test_the_browser_counts_on_with_the_same_words():
    assert ago_patterns().split("|") == ["just now", "{}\u00a0min", "{}\u00a0h", "{}\u00a0d", "{}\u00a0d {}\u00a0h"]


def test_the_day_is_the_teams_day_and_the_instant_stands_beside_it():
    assert "Mon 23 Nov, 00:30" in moment(NIGHT, "Europe/Vienna")
    assert "Sun 22 Nov, 23:30" in moment(NIGHT, "UTC")
    assert 'datetime="2026-11-22T23:30:00Z"' in moment(NIGHT, "Asia/Tokyo")
    assert "Central European" in clock(NIGHT, "Europe/Vienna")
    assert ">00:30<" in clock(NIGHT, "Europe/Vienna")
    assert ">Mon 23 Nov<" in day_of(NIGHT, "Europe/Vienna")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 20), "Fri 20 Nov"),
        (date(2025, 11, 20), "20 Nov 2025"),
    ],
)
def test_a_day_is_said_as_people_say_it(on, words):
    assert f">{words}</time>" in day(on, date(2026, 11, 23))


def test_an_age_carries_its_instant():
    assert "data-ago>2\u00a0d 4\u00a0h</time>" in ago(NIGHT - timedelta(hours=52), NIGHT, "UTC")
