"""`topmost import FILE` imports files of other tools with the given answers. It counts and prints what does not fit."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from queue_app.domain.cover.states import CoverState
from queue_app.screens.cover.cover import cover_screen
from queue_app.store.tables import ITEM, NOTE
from queue_app.usecases.team.settings import change_settings
from tests.cast import Cast
from tests.imports import MIXED, count, events
from tests.screens.reading import look

Flask = Callable[..., Result]
EXPORTS = Path(__file__).parents[1] / "domain/importing/exports"


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    def write(content: str, name: str = "work.csv") -> str:
        (tmp_path / name).write_text(content)
        return str(tmp_path / name)

    return write


def test_an_export_comes_in_one_act_and_says_what_came(flask: Flask, cast: Cast, file) -> None:
    answers = file(json.dumps({"containers": "items"}), "answers.json")
    path = str(EXPORTS / "jira_cloud.csv")
    result = flask("import", path, "--team", "Tigers", "--wip", "raise", "--answers", answers)
    assert result.exit_code == 0, result.output
    expected = json.loads((EXPORTS / "expected.json").read_text())["files"]["jira_cloud.csv"]
    lines = result.stdout.splitlines()
    assert lines[0].endswith(
        f" imported: {expected['finished']} finished, {expected['running']} in progress, "
        f"{expected['waiting']} waiting, {expected['dropped']} dropped"
    )
    assert any(line.startswith("Left out of the file: ") for line in lines)
    assert {event.by for event in events(cast)} == {None}
    known = flask("import", path, "--team", "Tigers", "--answers", answers)
    assert "already known" in known.stdout
    assert "Skipped: SHOP-" in known.stdout


def test_nothing_comes_while_a_question_is_open(flask: Flask, cast: Cast, file, tmp_path: Path) -> None:
    path = str(EXPORTS / "jira_cp1252_ambiguous.csv")
    refused = flask("import", path, "--team", "Tigers", "--wip", "wait")
    assert refused.exit_code == 1
    assert "Question date_order: Does the day or the month come first" in refused.stderr
    assert count(cast, ITEM) == 0
    proposed = refused.stderr[refused.stderr.index("{") :]
    result = flask("import", path, "--team", "Tigers", "--wip", "wait", "--answers", file(proposed, "answers.json"))
    assert result.exit_code == 0, result.output
    assert count(cast, ITEM) > 0


def test_what_is_cut_or_left_out_is_printed(flask: Flask, cast: Cast, file) -> None:
    text = f"id,title,state,finished,area\n1,{'x' * 201},open,,a;b;c;d\n2,Late,done,2099-01-01,\n"
    result = flask("import", file(text), "--team", "Tigers")
    lines = result.stdout.splitlines()
    assert "One title is too long (title_long: cut)" in lines
    assert "One item has more than 3 areas (areas_many: cut)" in lines
    assert "Left out: 1 items (finish_undated): 2" in lines
    assert cast.order() == ["x" * 199 + "…"]


def test_the_answers_of_the_page_are_those_of_the_command(flask: Flask, cast: Cast, file) -> None:
    said = {"members": {"Ann": "Alice"}, "flaws": {"title_long": "stop"}, "wip": "raise", "kind": "csv"}
    text = MIXED + f"x9,{'x' * 201},,,,\n"
    stopped = flask("import", file(text), "--team", "Tigers", "--answers", file(json.dumps(said), "a.json"))
    assert (stopped.exit_code, "(title_long: stop)" in stopped.stderr, count(cast, ITEM)) == (1, True, 0)
    said["flaws"] = {"title_long": "leave_out"}
    done = flask("import", file(text), "--team", "Tigers", "--answers", file(json.dumps(said), "a.json"))
    assert "1 names matched to members" in done.stdout, done.output
    assert count(cast, ITEM) == 6


def test_the_options_may_come_first_and_names_may_be_members(flask: Flask, cast: Cast, file) -> None:
    cast.do(change_settings, time_zone="Europe/Rome")
    options = ("--team", "Tigers", "--map", "Ann=alice@example.org", "--zone", "UTC")
    result = flask("import", *options, file(MIXED))
    assert "1 names matched to members" in result.stdout, result.output
    assert cast.item(1).finished_at.hour == 10


def test_rows_without_references_are_known_by_title_and_day(flask: Flask, cast: Cast, file) -> None:
    """Fault I1: two rows without references, imported twice, made four items."""
    text = "title,state,created,finished\nOld,done,,2026-10-01\nSoon,open,2026-10-02,\nBare,open,,\n"
    flask("import", file(text), "--team", "Tigers")
    again = flask("import", file(text + "Old,done,,2026-10-05\nBare,done,,2026-10-06\n"), "--team", "Tigers")
    assert again.stdout.startswith("2 imported: 2 finished"), again.output
    assert "Skipped: Old, Soon, Bare" in again.stdout
    assert cast.order() == ["Soon", "Bare"]


def test_areas_that_come_in_are_not_known_yet(flask: Flask, cast: Cast, file) -> None:
    """Fault I6: after an import every area read as if nobody could take it."""
    lines = [f"{n},Item {n},done,2026-11-{n + 1:02},Ann,Shop" for n in range(12)]
    flask("import", file("\n".join(["id,title,state,finished,people,area", *lines])), "--team", "Tigers")
    areas = look(cast, cover_screen, cast.bob).areas
    assert [(area.name, area.state) for area in areas] == [("Shop", CoverState.UNKNOWN)]


def test_comments_of_an_export_are_notes(flask: Flask, cast: Cast) -> None:
    flask("import", str(EXPORTS / "trello.json"), "--team", "Tigers", "--wip", "raise")
    assert count(cast, ITEM) > 0
    assert count(cast, NOTE) > 0


@pytest.mark.parametrize(
    ("name", "options", "says", "code"),
    [
        ("company.ics", (), "This is a calendar", 1),
        ("jira_cloud.csv", ("--map", "Nobody Here=alice@example.org"), "is not in the file", 2),
        ("jira_cloud.csv", ("--kind", "nothing"), "Invalid value", 2),
        ("nowhere.csv", (), "does not exist", 2),
    ],
)
def test_what_cannot_come_is_refused(
    flask: Flask, cast: Cast, file, name: str, options: tuple[str, ...], says: str, code: int
) -> None:
    answers = file(json.dumps({"containers": "items"}), "answers.json")
    result = flask("import", str(EXPORTS / name), "--team", "Tigers", "--answers", answers, *options)
    assert (result.exit_code, says in result.stderr) == (code, True), result.stderr
    assert count(cast, ITEM) == 0
