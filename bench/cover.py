"""Cover with twelve people and sixty areas: the rule alone, and reading all facts of a team, as after each finished item."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from statistics import median

from bench.measure import Length, Line, at_most, timed
from bench.place import Place
from queue_app.domain.cover.evidence import standings
from queue_app.domain.cover.facts import CoverFacts, FinishedDays, WorkedDays
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.store.cover.facts import team_cover
from queue_app.store.team import teams
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.read_file import read_file
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast

PEOPLE, AREAS, DONE, DAYS = 12, 60, 5_000, 700
AIM_MS = 50
Work = tuple[int, int, int, int]
"""(days ago, area, person, person). The two people may be the same."""


def lines(place: Place, length: Length) -> Iterator[Line]:
    """Both measurements, on the same finished work."""
    work: list[Work] = [
        (n * 7 % DAYS, n % AREAS, (n % AREAS + n % 3) % PEOPLE, (n % AREAS + n % 2) % PEOPLE) for n in range(DONE)
    ]
    cast = place.cast()
    rule = partial(standings, _facts(cast, work), cast.now.date())
    yield at_most("the rule, 5,000 finished items: CPU", _cpu(rule, length), AIM_MS, "ms")
    _bring_in(cast, work)
    with cast.doors.reading() as conn:
        anew = partial(team_cover, conn, teams.of_number(conn, cast.team), cast.now.date())
        if not any(standing.able for standing in anew().standings.values()):
            raise RuntimeError("nobody covers anything")
        yield at_most("read anew and the rule: CPU of the process", _cpu(anew, length), AIM_MS, "ms")


def _cpu(what: partial[object], length: Length) -> float:
    return median(timed(what).cpu_ms for _ in range(length.alternations))


def _facts(cast: Cast, work: list[Work]) -> CoverFacts:
    today = cast.now.date()
    return CoverFacts(
        areas=range(AREAS),
        members=frozenset(range(PEOPLE)),
        done=[FinishedDays(area, (today - timedelta(ago),)) for ago, area, _, _ in work],
        seen=[WorkedDays(area, one, (today - timedelta(ago),)) for ago, area, *two in work for one in sorted(set(two))],
    )


def _bring_in(cast: Cast, work: list[Work]) -> None:
    """Import the work as the product does, and claim the names for members."""
    today = cast.now.date()
    rows = [f"Done,{today - timedelta(ago)},Name {one};Name {two},Area {area}" for ago, area, one, two in work]
    with cast.doors.reading() as conn:
        team = teams.of_number(conn, cast.team)
    raw = "\n".join(["title,finished,people,area", *rows]).encode()
    read = read_file(raw, ImportAnswers(), team, today).fitted.rows
    were = {f"Name {n}": given.member(cast, f"Name {n}") for n in range(PEOPLE)}
    import_items(cast.doors, Actor(cast.team, None), team, read, were=were, clock_now=lambda: cast.now)
