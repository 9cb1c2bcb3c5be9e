"""`topmost import csv`: what it prints, what it refuses, and where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

from queue_app.cli import importing, whole_file
from queue_app.domain.queue.item import State
from queue_app.store.tables import FORMER, ITEM
from queue_app.usecases.team.settings import change_settings
from tests.cast import Cast
from tests.imports import MIXED, count, events

Flask = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str | bytes], str]:
    def write(content: str | bytes) -> str:
        path = tmp_path / "work.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def test_it_says_what_came_and_how_far_it_is(flask: Flask, cast: Cast, file) -> None:
    result = flask("import", "csv", file(MIXED), "--team", "Tigers")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "6 imported: 2 finished, 2 in progress, 2 waiting, 0 dropped",
        "0 skipped: 0 already known, 0 repeated in the file",
        "2 former people, 2 new areas",
    ]
    assert result.stderr.splitlines() == ["6 rows read.", "6 rows valid.", "6 of 6 written"]
    assert {event.by for event in events(cast)} == {None}


def test_the_second_time_everything_is_known(flask: Flask, cast: Cast, file) -> None:
    flask("import", "csv", file(MIXED), "--team", str(cast.team))
    result = flask("import", "csv", file(MIXED), "--team", str(cast.team))
    assert "6 skipped: 6 already known" in result.stdout
    assert count(cast, ITEM) == 6


def test_flaws_are_listed_with_line_and_field_and_nothing_is_imported(flask: Flask, cast: Cast, file) -> None:
    result = flask("import", "csv", file("title,finished\nA,2026-01-02\n,soon\n"), "--team", "Tigers")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "2 rows read.",
        "Error: Nothing was imported.",
        "line 3, finished: This is not a day or time. Write it as 2026-11-23 or 2026-11-23T09:15:00Z.",
        "line 3, title: This cannot be empty.",
    ]
    assert count(cast, ITEM) == 0


def test_of_very_many_flaws_the_first_are_listed(flask: Flask, file, monkeypatch, cast: Cast) -> None:
    monkeypatch.setattr(importing, "MOST_FLAWS", 2)
    result = flask("import", "csv", file("title,words\n" + ",x\n" * 5), "--team", "Tigers")
    assert result.stderr.splitlines()[-1] == "... and 3 more"


def test_the_choice_for_what_is_in_progress(flask: Flask, cast: Cast, file) -> None:
    path = file("title,state\n" + "Run,running\n" * 4)
    refused = flask("import", "csv", path, "--team", "Tigers")
    assert refused.exit_code == 1
    assert "4 rows are in progress and there is room for 3" in refused.stderr
    raised = flask("import", "csv", path, "--team", "Tigers", "--wip", "raise")
    assert raised.stdout.splitlines()[-1] == "The WIP limit is now 4."
    waiting = flask("import", "csv", path, "--team", "Tigers", "--wip", "wait")
    assert waiting.stdout.splitlines()[0] == "4 imported: 0 finished, 0 in progress, 4 waiting, 0 dropped"


def test_times_without_a_zone_are_the_team_s_unless_it_is_said(flask: Flask, cast: Cast, file) -> None:
    cast.do(change_settings, time_zone="Europe/Rome")
    flask("import", "csv", file("title,finished\nA,2026-07-01T09:00:00\n"), "--team", "Tigers")
    flask("import", "csv", file("title,finished\nB,2026-07-01T23:00:00\n"), "--team", "Tigers", "--zone", "UTC")
    first, second = cast.item(1), cast.item(2)
    assert (first.finished_at.hour, str(first.finished_on)) == (7, "2026-07-01")
    assert (second.finished_at.hour, str(second.finished_on)) == (23, "2026-07-02")


def test_numbers_with_slashes_need_a_word(flask: Flask, cast: Cast, file) -> None:
    path = file("title,finished\nA,4/3/2026\n")
    refused = flask("import", "csv", path, "--team", "Tigers")
    assert "line 2, finished: This date has two meanings" in refused.stderr
    assert flask("import", "csv", path, "--team", "Tigers", "--slashes", "month-first").exit_code == 0
    assert (cast.item(1).state, str(cast.item(1).finished_on)) == (State.FINISHED, "2026-04-03")


def test_a_name_may_be_a_member(flask: Flask, cast: Cast, file) -> None:
    result = flask("import", "csv", file(MIXED), "--team", "Tigers", "--map", "Ann=alice@example.org")
    assert result.stdout.splitlines()[2:] == ["2 former people, 2 new areas", "1 names matched to members"]
    with cast.doors.reading() as conn:
        assert {row.name: row.claimed_by for row in conn.execute(select(FORMER))} == {"Ann": cast.alice, "Bo": None}


def test_standard_input_is_a_file_too(flask: Flask, cast: Cast) -> None:
    assert flask("import", "csv", "-", "--team", "Tigers", input=b"title\nA\nB\n").exit_code == 0
    assert cast.order() == ["A", "B"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1, file: The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 3, file: This file is not text"),
        (b"title\n\xff\xfe\n", "line 2, file: This is not UTF-8"),
        (b"title\n" + b"x" * 5_000, "larger than 0 MB"),
        (b"what,when\nA,B\n", "line 1, title: No column has the titles"),
        (b"title,finished\nA,9223372036854775808\n", "line 2, finished: This is not a day"),
    ],
)
def test_what_is_no_such_file_is_refused(
    flask: Flask, cast: Cast, file, content: bytes, says: str, monkeypatch
) -> None:
    monkeypatch.setattr(whole_file, "LARGEST_FILE", 4_000)
    result = flask("import", "csv", file(content), "--team", "Tigers")
    assert result.exit_code == 1
    assert says in result.stderr
    assert count(cast, ITEM) == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--team", "Nobody"], "no team 'Nobody'"),
        (["--team", str(2**63)], "no team"),
        (["--team", "Tigers", "--zone", "Mars/Base"], "time zone does not exist"),
        (["--team", "Tigers", "--wip", "more"], "Invalid value"),
        (["--team", "Tigers", "--map", "alice@example.org"], "is not NAME=E-MAIL"),
        (["--team", "Tigers", "--map", "Ann=nobody@example.org"], "no account 'nobody@example.org'"),
        (["--team", "Tigers", "--map", "Ann=alice@example.org"], "The name 'Ann' is not in the file"),
        ([], "Missing option"),
    ],
)
def test_wrong_use_ends_with_2(flask: Flask, cast: Cast, file, options: list[str], says: str) -> None:
    result = flask("import", "csv", file("title\nA\n"), *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert count(cast, ITEM) == 0
