"""The uptime line: what counts as down, over which period, and that no outage is rounded away."""

from datetime import UTC, datetime, timedelta

import pytest

from queue_app.domain.uptime import Outage, gap, uptime

NOW = datetime(2026, 12, 6, 12, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def outage(before: timedelta, lasted: timedelta, announced: bool = False) -> Outage:
    return Outage(NOW - before, NOW - before + lasted, announced)


def test_nothing_is_said_before_the_watch_began():
    assert uptime([], None, NOW) is None
    assert uptime([], NOW + MINUTE, NOW) is None


def test_outages_are_a_share_of_the_time_since_the_watch_began():
    line = uptime([outage(5 * DAY, DAY / 2, announced=True), outage(2 * DAY, DAY / 2)], NOW - 10 * DAY, NOW)
    assert (line.percent, line.down, line.unannounced) == (90.0, DAY, DAY / 2)
    assert [one.announced for one in line.outages] == [False, True], "the newest comes first"


def test_only_what_lies_in_the_last_90_days_counts():
    line = uptime([outage(200 * DAY, DAY), outage(90 * DAY + DAY / 2, DAY)], NOW - 365 * DAY, NOW)
    assert (line.since, line.down, len(line.outages)) == (NOW - 90 * DAY, DAY / 2, 1)


@pytest.mark.parametrize(("lasted", "percent"), [(None, 100.0), (MINUTE, 99.99), (13 * MINUTE, 99.98)])
def test_only_a_time_without_any_outage_is_all_of_it(lasted, percent):
    assert uptime([outage(DAY, lasted)] if lasted else [], NOW - 90 * DAY, NOW).percent == percent


@pytest.mark.parametrize(
    ("by_clock", "own", "silent"),
    [
        (timedelta(minutes=9), None, timedelta(minutes=9)),
        (timedelta(days=365), timedelta(seconds=15), timedelta(seconds=15)),
        (timedelta(seconds=3), timedelta(minutes=9), timedelta(seconds=3)),
        (timedelta(days=-365), timedelta(seconds=15), timedelta(days=-365)),
    ],
    ids=["first sign", "clock set ahead", "another server was there", "clock set back"],
)
def test_a_clock_that_was_set_is_no_outage(by_clock, own, silent):
    assert gap(NOW - by_clock, NOW, own) == silent
