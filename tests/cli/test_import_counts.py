"""Histories like real ones: the import has as many starts and finishes on each day as a simple count of the file.

Each is small and made with a random seed: merges at all hours with few known starts, a team that pairs, batches on one day, and
a help desk whose times have no zone, across a change to daylight saving time and back.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result
from sqlalchemy import func, select, update

from queue_app.store.tables import ITEM, TEAM
from tests.cast import Cast

ROWS = 240
FIRST = datetime(2025, 3, 20, tzinfo=UTC)
HEADINGS = ("id", "title", "started", "finished", "people", "area")
Drawn = Iterator[tuple[datetime | None, datetime]]


def merges(dice: random.Random) -> Drawn:
    """Items at all hours. One in eight has a start."""
    for _ in range(ROWS):
        ended = FIRST + timedelta(minutes=dice.randrange(300 * 24 * 60))
        yield (ended - timedelta(hours=dice.expovariate(1 / 40)) if dice.random() < 1 / 8 else None), ended


def pairs(dice: random.Random) -> Drawn:
    """Items that all have a start, most on the day of the finish."""
    for _ in range(ROWS):
        ended = FIRST + timedelta(minutes=dice.randrange(200 * 24 * 60))
        yield ended - timedelta(minutes=dice.expovariate(1 / 900)), ended


def batches(dice: random.Random) -> Drawn:
    """Up to 40 items on a day, around midnight in one zone or another."""
    for day in range(0, ROWS, 40):
        for n in range(40):
            ended = FIRST + timedelta(days=day, hours=21, minutes=n * 9)
            yield (ended - timedelta(days=dice.randrange(30)) if n % 2 else None), ended


def desk(dice: random.Random) -> Drawn:
    """Items on weekdays only, including those around both clock changes."""
    for n in range(ROWS):
        ended = FIRST + timedelta(days=n, hours=23, minutes=dice.randrange(120))
        if ended.weekday() < 5:
            yield ended - timedelta(hours=dice.randrange(1, 400)), ended


HISTORIES: dict[str, tuple[Callable[[random.Random], Drawn], str, bool]] = {
    "merges": (merges, "UTC", True),
    "merges far west": (merges, "America/Los_Angeles", True),
    "a team that pairs": (pairs, "America/Toronto", True),
    "batches": (batches, "Europe/Madrid", True),
    "a help desk": (desk, "Europe/Rome", False),
}


@pytest.mark.parametrize("history", HISTORIES)
def test_each_day_has_as_many_starts_and_finishes_as_the_file(
    flask: Callable[..., Result], cast: Cast, tmp_path: Path, history: str
) -> None:
    drawn, zone, zoned = HISTORIES[history]
    there = ZoneInfo(zone)
    times = [[at and at.replace(microsecond=0).astimezone(there) for at in row] for row in drawn(random.Random(7))]
    path = tmp_path / "history.csv"
    path.write_text(table(times, zoned))
    cast.untold(lambda conn: conn.execute(update(TEAM).where(TEAM.c.id == cast.team).values(time_zone=zone)))

    told = flask("import", str(path), "--team", str(cast.team))

    assert told.stdout.startswith(f"{len(times)} imported: {len(times)} finished, 0 in progress")
    for n, column in enumerate(("started_on", "finished_on")):
        assert per_day(cast, column) == Counter(row[n].date() for row in times if row[n])


def table(times: list[list[Any]], zoned: bool) -> str:
    """The file, with times in UTC with a Z, or in the team's local time without a zone."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for n, row in enumerate(times):
        said = [written(at, zoned) if at else "" for at in row]
        writer.writerow([f"r{n}", f"Change {n}", *said, f"p{n % 7:03};p{n % 5:03}", f"area {n % 3}"])
    return out.getvalue()


def written(at: datetime, zoned: bool) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if zoned else at.strftime("%Y-%m-%dT%H:%M:%S")


def per_day(cast: Cast, column: str) -> Counter[Any]:
    day = ITEM.c[column]
    counted = select(day, func.count()).where(ITEM.c.team_id == cast.team, day.is_not(None)).group_by(day)
    with cast.doors.reading() as conn:
        return Counter(dict(map(tuple, conn.execute(counted))))
