"""Forecasts: computing one, and the extra cost of the queue page with dates, both cached and once a forecast day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from statistics import median

from bench.client import Client, signed_in
from bench.measure import WARM, Length, Line, at_most, cpu_seconds, in_turn, settled, timed
from bench.place import Place
from bench.queue import bring_in, past_rows, waiting_rows
from bench.server import EMAIL, PASSWORD, account, served
from queue_app.domain.forecast.forecast import forecast
from queue_app.domain.team.calendar import Calendar
from queue_app.store.sign_in import people
from queue_app.store.team import teams
from queue_app.usecases.transaction import in_transaction
from tests.cast import Cast

AIMS = {500: 12, 5_000: 100}
"""{waiting items: ms of CPU}."""
WARM_MS, COLD_MS, WAITING, DONE = 5, 60, 200, 700
TODAY = date(2026, 11, 23)


def lines(place: Place, length: Length) -> Iterator[Line]:
    """The rule alone, then one server with two teams that only differ in their past."""
    calendar = Calendar()
    history = calendar.history([TODAY - timedelta(days=n) for n in range(1, 1096) for _ in range(n % 4)], TODAY)
    for waiting, most in AIMS.items():
        make = partial(forecast, history, calendar, TODAY, usual=3, reach=waiting)
        used = median(timed(make).cpu_ms for _ in range(length.alternations))
        yield at_most(f"all {waiting:,} places at four odds, three years: CPU", used, most, "ms")
    yield from _pages(place, length)


def _pages(place: Place, length: Length) -> Iterator[Line]:
    cast = place.cast()
    bring_in(cast, waiting_rows(WAITING))
    bring_in(cast, past_rows(DONE))
    bring_in(replace(cast, team=cast.other_team), waiting_rows(WAITING))
    account(cast)
    _join_the_other(cast)
    with served(place, cast) as server:
        client = Client(server.netloc, (f"Cookie: {signed_in(server.netloc, EMAIL, PASSWORD)}",))
        without, dated = (partial(_cpu, client, server.process.pid, team) for team in (cast.other_team, cast.team))
        for _ in range(WARM):
            without()
        settled(server.process.pid)
        cold = dated() - median(without() for _ in range(5))
        yield at_most("queue page, the first one of a forecast day: CPU more than without", cold, COLD_MS, "ms")
        rounds = replace(length, alternations=length.times)
        bare, warm = in_turn(rounds, without, dated)
        yield at_most("queue page with dates, 200 waiting: CPU more than without", warm - bare, WARM_MS, "ms")


def _join_the_other(cast: Cast) -> None:
    with cast.doors.reading() as conn:
        found = people.by_email(conn, EMAIL)
    if found is not None:
        in_transaction(
            cast.doors,
            partial(teams.add_member, team_id=cast.other_team, person_id=found.id, role="manager", at=cast.now),
        )


def _cpu(client: Client, pid: int, team: int) -> float:
    """The CPU time of the server for one page, in ms."""
    before = cpu_seconds(pid)
    status, _ = client.ask("GET", f"/teams/{team}")
    if status != 200:
        raise RuntimeError(f"the queue of team {team} was answered with {status}")
    return (cpu_seconds(pid) - before) * 1000
