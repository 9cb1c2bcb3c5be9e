"""The state of each area is kept once a day of the team, without people; what healed is said on one day."""

from datetime import timedelta

from sqlalchemy import insert, select

from queue_app.domain.cover.states import CoverState
from queue_app.screens.cover.cover import cover_screen
from queue_app.store.cover import area_days
from queue_app.store.tables import AREA_DAY
from queue_app.usecases.chores import keep_states, tidy
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.team.settings import archive
from queue_app.usecases.transaction import in_transaction
from tests import given
from tests.cast import Cast
from tests.screens.reading import look


def kept(cast: Cast) -> list[tuple[str, str]]:
    query = select(AREA_DAY.c.day, AREA_DAY.c.state).where(AREA_DAY.c.team_id == cast.team).order_by(AREA_DAY.c.day)
    with cast.doors.reading() as conn:
        return [(row.day.isoformat(), row.state) for row in conn.execute(query)]


def test_it_is_kept_once_a_day_for_each_team_in_use(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    cast.do(declare, by=cast.alice, can=[payments])
    assert keep_states(cast.doors, cast.now) == 2
    assert keep_states(cast.doors, cast.now + timedelta(hours=1)) == 0
    cast.do(archive)
    assert keep_states(cast.doors, cast.now + timedelta(days=1)) == 1
    assert kept(cast) == [("2026-11-23", "single")]


def test_the_rows_name_nobody(cast: Cast) -> None:
    assert not [column.name for column in AREA_DAY.columns if "person" in column.name]


def test_what_healed_is_said_on_the_second_day_only(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    cast.do(declare, by=cast.alice, can=[payments])
    said = []
    for day in range(5):
        if day == 1:
            cast.do(declare, by=cast.bob, can=[payments])
        keep_states(cast.doors, cast.now)
        said.append(look(cast, cover_screen).healed)
        cast.now += timedelta(days=1)
    assert said == [(), (), ("Payments",), (), ()]


def test_it_goes_by_itself_after_720_days(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    today = cast.now.date()
    rows = [(today - timedelta(days=n), CoverState.THIN.value) for n in (721, 720, 0)]

    def write(conn) -> None:
        conn.execute(
            insert(AREA_DAY),
            [{"team_id": cast.team, "area_id": payments, "day": day, "state": state} for day, state in rows],
        )

    in_transaction(cast.doors, write)
    assert in_transaction(cast.doors, tidy, now=cast.now)["area_day"] == 1
    with cast.doors.reading() as conn:
        assert len(area_days.latest(conn, cast.team)) == 2
