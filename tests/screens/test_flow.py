"""The values of the flow page, read from rows on both engines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, update

from queue_app.domain.flow.span import Span
from queue_app.domain.queue.order import Target
from queue_app.domain.team.rights import Role
from queue_app.screens.flow.days import item_days
from queue_app.screens.flow.finished import finished_screen
from queue_app.screens.flow.flow import FlowScreen, flow_screen
from queue_app.screens.frame import Viewer
from queue_app.store.tables import CLOCK, EVENT, ITEM, TEAM
from queue_app.store.team import teams
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.team.settings import change_settings
from queue_app.usecases.transaction import in_transaction, run
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import stop_waiting, wait_for
from tests.cast import REASON, Cast
from tests.given import block_kind
from tests.growth.steps import stepped
from tests.screens.reading import RIGHTS, look
from tests.statements import counted
from tests.store.rows import fill, finished

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def flow(cast: Cast, asked="26w", by: int | None = None) -> FlowScreen:
    viewer = Viewer(cast.team, by or cast.alice, cast.now, RIGHTS, forecasts=cast.forecasts)
    with cast.doors.reading() as conn:
        return flow_screen(conn, viewer, asked)


def lives(cast: Cast, at: datetime, zone: str) -> None:
    """From now on it is that moment, in that zone."""

    def write(conn) -> None:
        conn.execute(update(CLOCK).where(CLOCK.c.team_id == cast.team).values(last_at=at))
        conn.execute(update(TEAM).where(TEAM.c.id == cast.team).values(time_zone=zone))

    cast.untold(write)
    cast.now = at - timedelta(seconds=1)


def test_a_week_of_work_shows_in_every_chart(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax", "Fax")
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.bob)
    cast.now += 3 * DAY
    cast.do(finish, by=cast.alice, item=1)
    cast.do(drop, item=4, reason="Nobody has one.")
    screen = flow(cast)
    assert screen.throughput.total == 1
    assert [(dot.low, dot.number) for dot in screen.cycles.dots] == [(3, 1)]
    assert screen.titles == {1: "Search"}
    assert [(item.title, item.days) for item in screen.ages.items] == [("Refunds", 3)]
    last = screen.cumulative.levels[-1]
    assert (last.waiting, last.running, last.finished) == (1, 1, 1)
    assert (screen.balance.added, screen.balance.finished, screen.balance.dropped, screen.balance.open) == (4, 1, 1, 2)
    assert (screen.began, screen.span.first) == (date(2026, 11, 23), date(2026, 11, 23))


def test_what_was_imported_came_on_the_first_day_that_is_known_of_it(cast: Cast) -> None:
    finished(cast, 4, 0, on=FRIDAY)
    with cast.doors.reading() as conn:
        days = item_days(conn, cast.team)
    assert days.came == {FRIDAY - 4 * DAY: 1, FRIDAY: 1}
    assert days.begun == days.came
    assert days.finished == {FRIDAY: 2}


def test_what_was_finished_without_a_start_passes_from_waiting_to_finished(cast: Cast) -> None:
    finished(cast, 4, on=FRIDAY)
    cast.untold(lambda conn: conn.execute(update(ITEM).values(started_on=None)))
    screen = flow(cast)
    assert (screen.cycles.known, screen.cycles.of) == (0, 1)
    assert {level.running for level in screen.cumulative.levels} == {0}


def test_what_was_put_back_waits(cast: Cast) -> None:
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.now += DAY
    cast.do(put_back, by=cast.alice, item=1, kind="cannot_go_on")
    last = flow(cast).cumulative.levels[-1]
    assert (last.waiting, last.running) == (1, 0)


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("UTC", datetime(2026, 7, 1, 23, 59, tzinfo=UTC), date(2026, 7, 1)),
        ("Europe/Vienna", datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        ("Europe/Vienna", datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        ("Europe/Vienna", datetime(2026, 1, 1, 22, 59, 59, tzinfo=UTC), date(2026, 1, 1)),
        ("Europe/Vienna", datetime(2026, 1, 1, 23, 0, tzinfo=UTC), date(2026, 1, 2)),
        ("Europe/Vienna", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Vienna", datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        ("America/New_York", datetime(2026, 3, 9, 3, 59, tzinfo=UTC), date(2026, 3, 8)),
        ("America/New_York", datetime(2026, 3, 9, 4, 0, tzinfo=UTC), date(2026, 3, 9)),
        ("Asia/Kathmandu", datetime(2026, 3, 8, 18, 14, 59, tzinfo=UTC), date(2026, 3, 8)),
        ("Asia/Kathmandu", datetime(2026, 3, 8, 18, 15, tzinfo=UTC), date(2026, 3, 9)),
        ("Pacific/Auckland", datetime(1999, 12, 31, 11, 0, tzinfo=UTC), date(2000, 1, 1)),
    ],
)
def test_a_day_is_the_teams_day(cast: Cast, zone: str, at: datetime, day: date) -> None:
    lives(cast, at, zone)
    cast.add("Search")
    with cast.doors.reading() as conn:
        assert item_days(conn, cast.team).came == {day: 1}
    [listed] = look(cast, finished_screen, None, "added", within=Span(day, day)).days
    assert listed.on == day
    assert look(cast, finished_screen, None, "added", within=Span(day + DAY, day + DAY)).days == ()


def test_days_stay_where_they_were_lived_when_the_zone_changes(cast: Cast) -> None:
    lives(cast, datetime(2026, 11, 23, 2, 0, tzinfo=UTC), "UTC")
    cast.add("Search", "Fax")
    cast.do(drop, item=2, reason="Nobody has one.")
    cast.do(change_settings, time_zone="America/New_York")
    with cast.doors.reading() as conn:
        days = item_days(conn, cast.team)
    assert days.came == {date(2026, 11, 23): 2}
    assert days.dropped == {date(2026, 11, 23): 1}


def waited(cast: Cast) -> list[tuple[bool | None, int]]:
    """The blocked days by waits: (in the same team, days)."""
    return [(kind.inside, kind.days) for kind in flow(cast).blocked.kinds if kind.waits]


def test_a_running_item_that_waits_for_another_one_is_blocked(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(wait_for, item=2, number=3)
    cast.now += 3 * DAY
    assert waited(cast) == [], "a waiting item that waits is passed over, and not blocked"
    cast.do(wait_for, item=1, number=2)
    cast.now += 2 * DAY
    assert waited(cast) == [(True, 3)]
    assert flow(cast).blocked.worst
    cast.do(stop_waiting, item=1, on=cast.item(2).id)
    cast.now += 5 * DAY
    assert waited(cast) == [(True, 3)], "a wait that was removed counts until then"
    cast.now += 30 * DAY
    assert waited(cast) == []


def test_a_wait_counts_until_the_other_item_is_finished(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    for _ in range(2):
        cast.do(pull_top, by=cast.alice, others="both")
    cast.do(wait_for, item=1, number=2)
    cast.now += DAY
    cast.do(finish, item=2)
    cast.now += 4 * DAY
    assert waited(cast) == [(True, 2)]
    cast.do(stop_waiting, item=1, on=cast.item(2).id)
    assert waited(cast) == [(True, 2)], "it held until then, and was removed later"
    cast.do(finish, item=1)
    assert waited(cast) == [(True, 2)]


def test_a_wait_counts_until_its_own_item_is_no_longer_in_progress(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(wait_for, item=1, number=3)
    cast.now += DAY
    cast.do(put_back, item=1, kind="cannot_go_on")
    cast.now += 9 * DAY
    assert waited(cast) == [(True, 2)]
    cast.do(drop, item=1, reason="Nobody needs it.")
    assert waited(cast) == [(True, 2)]


def test_a_wait_for_another_team_comes_from_outside(cast: Cast) -> None:
    cast.add("Search")
    in_transaction(
        cast.doors, teams.add_member, team_id=cast.other_team, person_id=cast.bob, role="member", at=cast.now
    )
    run(cast.doors, add, Actor(cast.other_team, cast.mallory), clock_now=lambda: cast.now, titles=["Account"])
    cast.do(pull_top, by=cast.alice)
    waits = cast.do(wait_for, item=1, number=1, team=cast.other_team).result["wait"]
    assert waited(cast) == [(False, 1)]
    cast.now += DAY
    cast.do(stop_waiting, item=1, on=waits)
    assert waited(cast) == [(False, 2)]


def test_blocked_days_are_counted_by_kind(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    kind = block_kind(cast, "a decision")
    cast.do(block, item=1, sentence="waits", kind=kind)
    cast.now += 2 * DAY
    cast.do(unblock, item=1)
    cast.do(block, item=2, sentence="waits")
    cast.now += 3 * DAY
    found = flow(cast).blocked
    assert [(one.kind, one.inside, one.days) for one in found.kinds] == [(None, None, 4), ("a decision", True, 3)]
    assert found.worst is not None
    assert (found.worst.items[0].title, found.days) == ("Search", 7)
    cast.now += 40 * DAY
    assert [one.days for one in flow(cast).blocked.kinds] == [30]


def test_changes_of_the_limit_stand_with_their_reason_and_no_name(cast: Cast) -> None:
    finished(cast, 1, on=FRIDAY - 40 * DAY)
    cast.do(set_limit, limit=2, reason="two are away")
    cast.now += DAY
    [change] = flow(cast, by=cast.carol).throughput.limits
    assert (change.on, change.before, change.limit, change.reason) == (date(2026, 11, 23), 3, 2, "two are away")
    assert flow(cast, Span(FRIDAY - 9 * DAY, FRIDAY)).throughput.limits == ()


def test_two_days_narrow_what_is_counted(cast: Cast) -> None:
    finished(cast, 1, 2, 3, on=FRIDAY)
    finished(cast, 5, on=FRIDAY - DAY, first=200)
    screen = flow(cast, Span(FRIDAY, FRIDAY))
    assert (screen.throughput.total, screen.cycles.of, screen.choice) == (3, 3, "")
    [listed] = look(cast, finished_screen, within=screen.span).days
    assert len(listed.rows) == 3


def test_foreign_items_are_not_counted(cast: Cast) -> None:
    cast.add("Search")
    viewer = Viewer(cast.other_team, cast.mallory, cast.now, RIGHTS)
    with cast.doors.reading() as conn:
        screen = flow_screen(conn, viewer, "all")
    assert (screen.began, screen.balance.added, screen.ages.items) == (None, 0, ())
    assert screen.frame.me.role is Role.MANAGER


def test_the_page_costs_as_many_statements_however_much_there_is(cast: Cast) -> None:
    counts = []
    for round_ in range(3):
        if round_ == 1:
            fill(cast, 20)
            finished(cast, *range(30), on=FRIDAY)
            cast.do(move, items=[5], target=Target(end="top"), reason=REASON)
            cast.do(block, item=9, sentence="waits")
            cast.do(set_limit, limit=4, reason="more people")
        if round_ == 2:
            cast.do(pull_top, by=cast.bob)
            finished(cast, *range(400), on=FRIDAY - 90 * DAY, first=5_000)
        flow(cast, "all")
        with counted(cast.doors) as sent:
            flow(cast, "all")
        counts.append(len(sent))
    assert len(set(counts)) == 1
    assert counts[0] <= 14


def test_removed_waits_are_not_looked_for_among_all_events(cast: Cast) -> None:  # R3
    def steps_after(events: int, first: int) -> int:
        about = {"team_id": cast.team, "at": cast.now, "kind": "edited", "data": {"items": []}}
        rows = [about | {"seq": first + n} for n in range(events)]
        cast.untold(lambda conn: conn.execute(insert(EVENT), rows))
        if not cast.doors.is_sqlite:
            cast.untold(lambda conn: conn.exec_driver_sql("ANALYZE event"))
        flow(cast)
        with stepped(cast.doors) as taken:
            flow(cast)
        return taken.count

    cast.add("One", "Two")
    cast.do(wait_for, item=1, number=2)
    cast.do(stop_waiting, item=1, on=cast.item(2).id)
    few = steps_after(1_000, first=100)
    assert steps_after(3_000, first=2_000) < few + 1_000
