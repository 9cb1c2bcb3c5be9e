"""`topmost forecast`: what it prints, and one sentence with exit code 2 for what it cannot take. There is no application here,
so there is no database either."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from queue_app.cli import whole_file
from queue_app.cli.forecast import commands
from tests.domain.forecast.forecasts import MONDAY, STEADY, days

File = Callable[[str | bytes], str]
STEADY_FILE = "finished\n" + "\n".join(f"{day}T09:00:00Z" for day in days(STEADY))
TODAY = (MONDAY + timedelta(days=len(STEADY))).isoformat()


@pytest.fixture
def file(tmp_path: Path) -> File:
    def write(content: str | bytes) -> str:
        path = tmp_path / "history.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def run(*arguments: str, **further: object) -> Result:
    result = CliRunner().invoke(commands.forecasts, arguments, **further)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_quantiles_are_the_dates_as_of_that_morning(file: File) -> None:
    wanted = ("--as-of", TODAY, "--positions", "1,10", "--working-days", "Mon-Fri", "--json")
    result = run("quantiles", file(STEADY_FILE), *wanted)
    assert (result.exit_code, result.stderr) == (0, "")
    one, ten = json.loads(result.stdout)
    assert without_odds(one) == [TODAY, 1, TODAY, TODAY, "2026-11-03", "2026-11-04"]
    assert without_odds(ten) == [TODAY, 10, "2026-11-10", "2026-11-12", "2026-11-16", "2026-11-20"]


def without_odds(row: dict) -> list:
    return [row[name] for name in ("as_of", "position", "p50", "p70", "p85", "p95")]


def test_the_odds_around_each_date_are_printed_as_numbers(file: File) -> None:
    """For the day before a date they are below the requested odds, for the date itself they are not."""
    positions = ",".join(str(n) for n in range(1, 40))
    wanted = ("--as-of", TODAY, "--positions", positions, "--working-days", "Mon-Fri", "--json")
    rows = json.loads(run("quantiles", file(STEADY_FILE), *wanted).stdout)
    assert rows[0]["odds"]["p85"] == [0.753143, 0.907164]
    for row in rows:
        for name, (before, by) in row["odds"].items():
            assert 0 <= before < int(name[1:]) / 100 <= by <= 1


def test_what_came_on_that_day_or_later_is_not_seen(file: File) -> None:
    later = STEADY_FILE + f"\n{TODAY}\n" * 50
    one, two = (run("quantiles", file(content), "--as-of", TODAY).stdout for content in (STEADY_FILE, later))
    assert one == two


def test_quantiles_as_a_table_with_every_position_by_default(file: File) -> None:
    lines = run("quantiles", file(STEADY_FILE), "--as-of", f"2026-09-08,{TODAY}").stdout.splitlines()
    assert len(lines) == 9
    assert lines[1].split() == ["2026-09-08", "1", "none", "none", "none", "none"]
    assert lines[8].split()[:2] == [TODAY, "30"]


def test_without_dates_there_is_null(file: File) -> None:
    result = run("quantiles", file(STEADY_FILE), "--as-of", "2026-09-07", "--positions", "3", "--json")
    (row,) = json.loads(result.stdout)
    assert without_odds(row) == ["2026-09-07", 3, None, None, None, None]
    assert set(row["odds"].values()) == {None}


def test_the_back_test_says_how_both_did(file: File) -> None:
    result = run("backtest", file("finished\n" + "\n".join(map(str, days(STEADY * 6)))), "--every", "5")
    assert result.exit_code == 0
    assert "336 finished items, 44 cuts." in result.stdout
    assert [line.split()[1] for line in result.stdout.splitlines() if line.startswith("Topmost")] == [
        "1",
        "3",
        "10",
        "30",
    ]
    assert "Calibration error" in result.stdout
    assert result.stderr.splitlines()[-1] == "44 of 44 cuts"


def test_the_back_test_as_json(file: File) -> None:
    content = "started,finished\n" + "\n".join(f",{day}" for day in days(STEADY * 6))
    found = json.loads(run("backtest", "-", "--json", input=content).stdout)
    assert set(found) == {"items", "cuts", "topmost", "monte_carlo_30_days", "pinball_against_monte_carlo", "regimes"}
    assert sum(regime["cuts"] for regime in found["regimes"]) + found["topmost"]["cuts_without_dates"] >= found["cuts"]
    assert set(found["topmost"]["next"][0]["randomised_coverage"]) == {"50", "70", "85", "95"}
    assert [judged["n"] for judged in found["topmost"]["next"]] == [1, 3, 10, 30]
    assert set(found["topmost"]["next"][0]["coverage"]) == {"50", "70", "85", "95"}


def test_the_first_form_of_the_model_can_be_asked_for(file: File) -> None:
    history = file("finished\n" + "\n".join(map(str, days(STEADY * 6))))
    first, second, default = (
        json.loads(run("backtest", history, "--every", "9", "--json", *model).stdout)
        for model in (("--model", "first"), ("--model", "second"), ())
    )
    assert first["topmost"] != second["topmost"] == default["topmost"]
    assert first["monte_carlo_30_days"] == second["monte_carlo_30_days"]


@pytest.mark.parametrize("days_off", ["all", "Mon-Fri"])
def test_dates_fall_on_working_days(file: File, days_off: str) -> None:
    every = ",".join(str(n) for n in range(1, 60))
    wanted = ("--as-of", TODAY, "--positions", every, "--working-days", days_off, "--json")
    rows = json.loads(run("quantiles", file(STEADY_FILE), *wanted).stdout)
    weekdays = {date.fromisoformat(row[name]).weekday() for row in rows for name in ("p50", "p70", "p85", "p95")}
    assert (max(weekdays) > 4) == (days_off == "all")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty."),
        (b"id,when\n1,2\n", "no column has the heading"),
        (b"finished\nsoon\nlater\n", "is no day or time."),
        (b"finished\nsoon\nlater\n", "There is 1 more problem."),
        (b"finished\n2026-11-23\n" + b"\n" * 5_000, "is larger than 0 MB."),
    ],
)
@pytest.mark.parametrize("command", [("backtest",), ("quantiles", "--as-of", "2026-11-23")])
def test_a_bad_file_ends_with_2(
    file: File, command: tuple[str, ...], content: bytes, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_file, "LARGEST_FILE", 4_000)
    result = run(*command, file(content))
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_a_history_that_is_too_short_to_judge_by_ends_with_2(file: File) -> None:
    result = run("backtest", file(STEADY_FILE))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "56 finished items are too few" in result.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "Missing option '--as-of'"),
        (("--as-of", "tomorrow"), "'tomorrow' is not a list of days from 1970 to 2199 such as 2026-11-23."),
        (("--as-of", "2026-11-23,"), "is not a list of days"),
        (("--as-of", "9999-12-31"), "is not a list of days from 1970"),
        (("--as-of", "2026-11-23", "--positions", "0"), "'0' is not a list of positions from 1 to 10,000."),
        (("--as-of", "2026-11-23", "--positions", "1,x"), "is not a list of positions"),
        (("--as-of", "2026-11-23", "--positions", "10001"), "is not a list of positions"),
        (("--as-of", "2026-11-23", "--working-days", "never"), "'never' is not one of"),
    ],
)
def test_bad_arguments_end_with_2(file: File, options: tuple[str, ...], says: str) -> None:
    result = run("quantiles", file(STEADY_FILE), *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in " ".join(result.stderr.split())


def test_no_such_file_ends_with_2(tmp_path: Path) -> None:
    for missing in (tmp_path / "none.csv", tmp_path):
        assert run("backtest", str(missing)).exit_code == 2
    assert run("backtest", str(tmp_path), "--every", "0").exit_code == 2
