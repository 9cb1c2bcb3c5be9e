"""Of a file of finished work the forecast needs the days alone."""

from datetime import date

import pytest

from queue_app.domain.importing.finished import finished_days
from queue_app.domain.importing.flaws import FlawedFile


def test_days_and_moments_are_read_and_sorted() -> None:
    raw = b"id,finished\n1,2026-11-23T23:30:00-05:00\n2,2026-11-23\n3,2026-11-22T23:59:59\n4,\n5,2026-11-23T01:00:00Z\n"
    assert finished_days(raw) == [date(2026, 11, day) for day in (22, 23, 23, 24)]


def test_dropped_rows_are_no_completions() -> None:
    assert finished_days(b"state;finished\ndropped;2026-11-23\ndone;2026-11-24\n") == [date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "line 1, file: The file is empty."),
        (b"id,when\n1,2026-11-23\n", "line 1, finished: No column has the finish days"),
        (b"finished\n2026-11-23\nsoon\n", "line 3, finished: This is not a day"),
        (b"finished\n2026-02-30\n", "line 2, finished: This day or time does not exist"),
        (b"finished\n9999-12-31\n", "line 2, finished: This is too far in the future."),
        (b"finished\n\x00", "line 2, file: This file is not text"),
    ],
)
def test_what_is_no_such_file_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(FlawedFile) as flawed:
        finished_days(raw)
    assert str(flawed.value.flaws[0]).startswith(says)


def test_every_flaw_is_named() -> None:
    with pytest.raises(FlawedFile) as flawed:
        finished_days(b"finished\nsoon\n2026-11-23\nlater\n")
    assert [flaw.line for flaw in flawed.value.flaws] == [2, 4]
