"""`topmost forecast`: tests the forecast on a history in a file. It needs no database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import click

from queue_app.cli.csv_history import BadFile, finished_days
from queue_app.cli.forecast.backtest_output import as_json, as_table
from queue_app.cli.forecast.first_form import first_form
from queue_app.cli.forecast.monte_carlo import thirty_days
from queue_app.cli.progress import Progress
from queue_app.domain.forecast import backtest as walk_forward
from queue_app.domain.forecast.forecast import ODDS, Forecast, completions, forecast
from queue_app.domain.importing.dates.moment import FIRST_YEAR, LAST_YEAR
from queue_app.domain.team.calendar import EVERY_DAY, MONDAY_TO_FRIDAY, Calendar

LARGEST_POSITION = 10_000
WORKING_DAYS = {"all": EVERY_DAY, "Mon-Fri": MONDAY_TO_FRIDAY}
MODELS: dict[str, walk_forward.Model] = {"second": completions, "first": first_form}


@click.group("forecast")
def forecasts() -> None:
    """Test the forecast on a history of finished work."""


_FILE = click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
_WORKING_DAYS = click.option(
    "--working-days",
    type=click.Choice(list(WORKING_DAYS), case_sensitive=False),
    default="all",
    show_default=True,
    help="Days that dates can fall on. With all, the forecast learns how weekdays differ.",
)
_JSON = click.option("--json", "wants_json", is_flag=True, help="Print JSON.")


@forecasts.command("backtest")
@_FILE
@click.option("--every", type=click.IntRange(1), metavar="DAYS", help="Days between two cuts. Default: about 150 cuts.")
@_WORKING_DAYS
@click.option(
    "--model",
    type=click.Choice(list(MODELS)),
    default="second",
    show_default=True,
    help="The form of the model: the second makes the dates on the pages, the first did until version 0.2.",
)
@_JSON
def backtest(file: str, every: int | None, working_days: str, model: str, wants_json: bool) -> None:
    """Walk forward through FILE and compare forecast dates with real ones.

    FILE is a CSV with a column “finished”; - is standard input.

    At each cut Topmost forecasts the next 1, 3, 10 and 30 items from the work finished before. So does the usual Monte
    Carlo of the last 30 days.
    """
    finished = finished_days(file)
    at = walk_forward.cuts(finished, every)
    quoters: list[walk_forward.Quoter] = [
        walk_forward.quoter(MODELS[model], Calendar(working_days=WORKING_DAYS[working_days])),
        thirty_days,
    ]
    progress, quoted = Progress("cuts"), []
    for quote in walk_forward.walk(finished, at, quoters):
        quoted.append(quote)
        progress(len(quoted), len(at))
    comparison = walk_forward.judge(finished, at, quoted)
    if comparison is None:
        raise BadFile(
            f"{len(finished)} finished items are too few. The file needs 90 days of history with dates, and then "
            "30 more items."
        )
    render = as_json if wants_json else as_table
    click.echo(render(len(finished), len(at), comparison))


@dataclass(frozen=True, slots=True)
class _Listed(click.ParamType[list[Any]]):
    """Values separated by commas, each read by `read`, which raises ValueError."""

    name: str
    read: Callable[[str], Any]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[Any]:
        try:
            return [self.read(part.strip()) for part in value.split(",")] if isinstance(value, str) else value
        except ValueError:
            self.fail(f"{value!r} is not a list of {self.name}.", param, ctx)


def _day(part: str) -> date:
    day = date.fromisoformat(part)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day


def _position(part: str) -> int:
    position = int(part)
    if not 1 <= position <= LARGEST_POSITION:
        raise ValueError(position)
    return position


_DAYS = _Listed(f"days from {FIRST_YEAR} to {LAST_YEAR} such as 2026-11-23", _day)
_POSITIONS = _Listed(f"positions from 1 to {LARGEST_POSITION:,}", _position)


@forecasts.command("quantiles")
@_FILE
@click.option("--as-of", type=_DAYS, required=True, metavar="DATE[,DATE...]")
@click.option("--positions", type=_POSITIONS, default="1,3,10,30", show_default=True, metavar="N[,N...]")
@_WORKING_DAYS
@_JSON
def quantiles(file: str, as_of: list[date], positions: list[int], working_days: str, wants_json: bool) -> None:
    """Print the forecast dates for the morning of each DATE, from the work in FILE finished before it.

    Position n is the n-th item finished from that day on, with nothing in progress before.
    """
    finished = finished_days(file)
    calendar = Calendar(working_days=WORKING_DAYS[working_days])
    rows = []
    for today in as_of:
        day_forecast = forecast(calendar.history(finished, today), calendar, today, reach=max(positions))
        rows += [_row(day_forecast, position) for position in positions]
    click.echo(json.dumps(rows, indent=1) if wants_json else _lines(rows))


def _row(day_forecast: Forecast, position: int) -> dict[str, Any]:
    """One row of the output. `odds` has two numbers for each date: the odds that the item is finished by the day before, and by
    the date itself. Randomised coverage can be computed from both."""
    completion = day_forecast.completion(position)
    dates = {f"p{odds * 100:.0f}": completion.at(odds) for odds in ODDS}
    return {
        "as_of": day_forecast.today.isoformat(),
        "position": position,
        **{name: day and day.isoformat() for name, day in dates.items()},
        "odds": {name: day and _odds_around(day_forecast, position, day) for name, day in dates.items()},
    }


def _odds_around(day_forecast: Forecast, position: int, day: date) -> list[float]:
    return [round(day_forecast.odds(position, by), 6) for by in (day - timedelta(days=1), day)]


def _lines(rows: list[dict[str, Any]]) -> str:
    heading = f"{'as of':<12}{'position':>8}  {'50 %':<12}{'70 %':<12}{'85 %':<12}{'95 %':<12}".rstrip()
    lines = (
        f"{row['as_of']:<12}{row['position']:>8}  "
        + "".join(f"{row[name] or 'none':<12}" for name in ("p50", "p70", "p85", "p95")).rstrip()
        for row in rows
    )
    return "\n".join([heading, *lines])
