"""`topmost cover evaluate`: tests the cover rule on a history in a file. Needs no database, and prints no names of people."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click
from flask.cli import AppGroup

from queue_app.cli.csv_history import BadFile, finished, short_name
from queue_app.cli.progress import Progress
from queue_app.domain.cover.gaps import Gaps, Left
from queue_app.domain.cover.history import Work
from queue_app.domain.cover.states import COVER_LABELS, CoverState
from queue_app.domain.cover.trial import Aftermath, Collapses, Trial, run_trial
from queue_app.domain.errors import InputError

NARROWEST = 5
"""Width of a column, in characters."""

_LEFT: Mapping[Left, str] = {
    "nobody": "nobody stayed",
    "one": "one person stayed",
    "more": "two or more stayed",
}
_HOW = (
    "How it counts:",
    "  Team of a month: people with 3 finished items in the last 60 days. A team of one has no cover.",
    "  An item counts as its weakest area. All: the items of all months together.",
    "  Per month: the mean share of the months.",
    "  Left: finished nothing in any area for 90 days. Stayed: finished something in the last 30 days.",
    "  The number is items after divided by items before, for all cases. An area needs 3 items in the",
    "  90 days before to be a case. Collapsed: a fifth of the 90 days before, or less. Each area counts",
    "  once a month. Away: finished nothing anywhere for 7 to 60 days. Before, after: the same area in as",
    "  many days beside the absence.",
)

cover = AppGroup("cover", help="Cover: how many people can take the items of an area.")


@cover.command("evaluate", with_appcontext=False)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every month.")
def evaluate(file: str, as_json: bool) -> None:
    """Try the cover rule on FILE, month by month. FILE is a CSV with finished, people and area.

    A person is active with 3 items in 60 days. Long area names are cut. A bad file gives exit code 2.
    """
    rows = finished(file, ("people", "area"))
    works = [Work(row.on, row.people, tuple(dict.fromkeys(map(short_name, row.areas)))) for row in rows]
    try:
        trial = run_trial(works, Progress("months"))
    except InputError as wrong:
        raise BadFile(str(wrong)) from None
    click.echo(json.dumps(_plain(trial)) if as_json else "\n".join(_lines(len(works), trial)))


def _lines(items: int, trial: Trial) -> list[str]:
    whole, mean = trial.shares(), trial.monthly_shares()
    looked = sum(bool(month.items) for month in trial.months)
    lines = [
        f"{items:,} finished items, {len(trial.months)} months. In {looked} months two or more people were active.",
        "",
        "Items of the next 30 days, by how many people could take their area:",
        f"  {'':<18}{'all':>8}{'per month':>12}",
        *(f"  {COVER_LABELS[state]:<18}{whole.get(state, 0):>8.3f}{mean.get(state, 0):>12.3f}" for state in CoverState),
        "",
        "All items, by year:",
        f"  {'':<6}{'items':>8}" + "".join(f"  {word:>{NARROWEST}}" for word in COVER_LABELS.values()),
        *_years(trial),
        "",
        "Areas with 60 % of the work by one person: items in 90 days, compared with the 90 days before:",
        f"  the person left:   {_aftermath(trial.left)}",
        f"  the person stayed: {_aftermath(trial.stayed)}",
        "",
        "Areas of somebody who is away for 7 to 60 days: share of times in which they finished nothing",
        f"  {'':<20}{'cases':>7}{'before':>9}{'while away':>13}{'after':>8}",
        *(_gaps(words, trial.away.get(left, Gaps())) for left, words in _LEFT.items()),
        "",
        "Areas in which work collapsed in 90 days, by how many people could take them:",
        f"  {'':<20}{'cases':>7}{'collapsed':>12}",
        *(_collapses(state, trial.collapses.get(state, Collapses())) for state in CoverState),
        "",
        *_HOW,
    ]
    return [line.rstrip() for line in lines]


def _years(trial: Trial) -> list[str]:
    lines = []
    for year in sorted({month.day.year for month in trial.months}):
        part = Trial(tuple(month for month in trial.months if month.day.year == year))
        items, shares = sum(sum(month.items.values()) for month in part.months), part.shares()
        lines.append(
            f"  {year:<6}{items:>8,}" + "".join(f"  {share:>{_width(state)}.3f}" for state, share in shares.items())
        )
    return lines


def _width(state: CoverState) -> int:
    return max(NARROWEST, len(COVER_LABELS[state]))


def _aftermath(aftermath: Aftermath) -> str:
    if aftermath.ratio is None:
        return "no case"
    return f"{aftermath.ratio:.2f} ({aftermath.cases:,} cases; nothing finished in {aftermath.stopped / aftermath.cases:.0%})"


def _gaps(words: str, gaps: Gaps) -> str:
    if not gaps.cases:
        return f"  {words:<20}{'no case':>9}"
    before, still, after = (count / gaps.cases for count in (gaps.before, gaps.still, gaps.after))
    return f"  {words:<20}{gaps.cases:>7,}{before:>9.2f}{still:>13.2f}{after:>8.2f}"


def _collapses(state: CoverState, collapses: Collapses) -> str:
    words = f"  {COVER_LABELS[state]:<20}"
    if not collapses.cases:
        return f"{words}{'no case':>9}"
    return f"{words}{collapses.cases:>7,}{collapses.collapsed / collapses.cases:>12.2f}"


def _plain(trial: Trial) -> dict[str, Any]:
    def plain(aftermath: Aftermath) -> dict[str, Any]:
        counts = {name: getattr(aftermath, name) for name in ("cases", "before", "after", "stopped")}
        return counts | {"ratio": aftermath.ratio}

    return {
        "shares": trial.shares(),
        "monthly_shares": trial.monthly_shares(),
        "left": plain(trial.left),
        "stayed": plain(trial.stayed),
        "away": {left: asdict(trial.away.get(left, Gaps())) for left in _LEFT},
        "collapses": {state: asdict(trial.collapses.get(state, Collapses())) for state in CoverState},
        "months": [
            {"day": month.day.isoformat(), "team": month.team, "items": dict(month.items)} for month in trial.months
        ],
    }
