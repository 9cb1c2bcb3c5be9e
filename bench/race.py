"""The pull race of the tests: eight programs, sixty items, a WIP limit of three."""

from collections import Counter
from collections.abc import Iterator

from bench.measure import Length, Line, at_most, exactly
from bench.place import Place
from bench.server import served
from tests.faults.race import CLIENTS, ITEMS, LIMIT, run_race
from tests.faults.served import team_tokens


def lines(place: Place, length: Length) -> Iterator[Line]:
    """How many programs got each item, and the most items in progress in any sample."""
    cast = place.cast(LIMIT)
    tokens = team_tokens(cast, CLIENTS)
    with served(place, cast) as server:
        races = [run_race(server, cast, tokens) for _ in range(length.alternations)]
    takers = [Counter(race.taken)[number] for race, expected in races for number in expected]
    yield exactly(f"takers per item, {len(races)} races for {ITEMS}: the least", min(takers), 1)
    yield exactly("takers per item: the most", max(takers), 1)
    yield at_most(f"most in progress at a WIP limit of {LIMIT}", max(race.most for race, _ in races), LIMIT, digits=0)
    yield Line("looked into the database", f"{sum(race.samples for race, _ in races):,} times")
