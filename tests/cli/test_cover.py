"""`topmost cover evaluate` on a file: its output and its refusals. It needs neither an application nor a database."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner, Result

from queue_app.cli import whole_file
from queue_app.cli.cover import cover
from queue_app.cli.csv_history import short_name

HEAD = "title,finished,people,area\n"


def evaluate(content: str | bytes, *options: str) -> Result:
    """Run the command with this content as standard input."""
    return CliRunner().invoke(cover, ["evaluate", "-", *options], input=content)


def year() -> str:
    """A year in which Ann alone does payments, and shares search with Bob."""
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(0, 365, 5)]
    return HEAD + "".join(f"A,{day},Ann,payments\nB,{day}T09:00:00Z,Ann; Bob,search\n" for day in days)


def test_it_says_how_the_next_work_was_covered_and_what_became_of_whom_somebody_left() -> None:
    result = evaluate(year())
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "8 of 8 months")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "146 finished items, 8 months. In 8 months two or more people were active."
    assert "one person 0.500 0.500" in lines
    assert "two people 0.500 0.500" in lines
    assert "2025 96 0.000 0.000 0.500 0.500 0.000 0.000" in lines
    assert "the person left: no case" in lines
    assert "two or more stayed no case" in lines
    assert "one person 6 0.00" in lines
    assert "nobody no case" in lines
    assert "How it counts:" in lines
    assert "Ann" not in result.output


def test_as_json_it_has_every_month_and_no_name() -> None:
    said = json.loads(evaluate(year(), "--json").stdout)
    assert said["months"][0] == {"day": "2025-04-01", "team": 2, "items": {"single": 6, "thin": 6}}
    assert said["shares"]["single"] == said["monthly_shares"]["thin"] == 0.5
    assert said["left"] == {"cases": 0, "before": 0, "after": 0, "stopped": 0, "ratio": None}
    assert said["away"]["nobody"] == {"cases": 0, "still": 0, "before": 0, "after": 0}
    assert said["collapses"]["single"] == {"cases": 6, "collapsed": 0}
    assert said["stayed"]["ratio"] == pytest.approx(1, abs=0.05)
    assert "Ann" not in json.dumps(said)


def test_while_somebody_is_away_an_area_is_compared_with_its_own_windows() -> None:
    days = [n for n in range(0, 365, 5) if not 200 < n < 250]
    gone = "".join(f"A,{date(2025, 1, 1) + timedelta(days=n)},Ann,payments\n" for n in days)
    rest = "".join(f"B,{date(2025, 1, 1) + timedelta(days=n)},Bob,search\n" for n in range(0, 365, 5))
    assert json.loads(evaluate(HEAD + gone + rest, "--json").stdout)["away"] == {
        "nobody": {"cases": 1, "still": 1, "before": 0, "after": 0},
        "one": {"cases": 0, "still": 0, "before": 0, "after": 0},
        "more": {"cases": 0, "still": 0, "before": 0, "after": 0},
    }
    lines = [" ".join(line.split()) for line in evaluate(HEAD + gone + rest).stdout.splitlines()]
    assert "cases before while away after" in lines
    assert "nobody stayed 1 0.00 1.00 0.00" in lines


def test_long_names_of_areas_are_taken_and_stay_apart() -> None:
    long = "src/main/java/org/example/" + "deep/" * 30
    names = {short_name(long + end) for end in ("one", "two", "ONE", " one ".strip())}
    assert sorted(map(len, names)) == [40, 40]
    whole = year().replace("payments", long + "one").replace("search", f"{long}two;short")
    result = evaluate(whole)
    assert result.exit_code == 0, result.stderr
    assert (
        json.loads(evaluate(whole, "--json").stdout)["months"]
        == json.loads(evaluate(year(), "--json").stdout)["months"]
    )


def test_a_team_that_was_never_two_has_no_shares() -> None:
    alone = HEAD + "".join(f"A,{date(2025, 1, 1) + timedelta(days=n)},Ann,payments\n" for n in range(0, 365, 5))
    result = evaluate(alone)
    assert result.exit_code == 0
    assert "In 0 months two or more people were active" in result.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Line 1, file: the file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no column has the heading"),
        ("title,finished,people\nA,2026-01-02,Ann\n", "no column has the heading"),
        ("finished,people,area\n03/04/2026,Ann,payments\n", "has two meanings"),
        (HEAD + "A,soon,Ann,payments\nA,late,Ann,payments\n", "is no day or time"),
        (HEAD + "A,soon,Ann,payments\nA,late,Ann,payments\n", "There is 1 more problem."),
        (HEAD + "A,2026-01-02,,payments\n", "both people and an area"),
        (HEAD + "A,2026-01-02,Ann,payments\n", "too short"),
        (b"x" * 5_000, "is larger than 0 MB"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_ends_with_2(content, says, monkeypatch) -> None:
    monkeypatch.setattr(whole_file, "LARGEST_FILE", 4_000)
    result = evaluate(content)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "imported" not in result.stderr


def test_a_file_that_is_not_there_ends_with_2() -> None:
    result = CliRunner().invoke(cover, ["evaluate", "nowhere.csv"])
    assert (result.exit_code, result.stderr) == (2, "Error: Cannot read nowhere.csv: No such file or directory.\n")


def test_it_is_a_command_of_the_application(flask) -> None:
    assert "Try the cover rule on FILE" in flask("cover", "evaluate", "--help").output
