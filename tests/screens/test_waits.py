"""What pages say of waits: dates, what is passed over, order against it, and of other teams only to who is in them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from queue_app.domain.queue.item import State
from queue_app.domain.queue.order import Target
from queue_app.domain.team.rights import Role
from queue_app.screens.agents.work import agent_work
from queue_app.screens.flow.flow import flow_screen
from queue_app.screens.frame import Viewer
from queue_app.screens.item.item import item_screen
from queue_app.screens.queue.queue import queue_screen
from queue_app.screens.standup.radiator import radiator_screen
from queue_app.screens.standup.standup import standup_screen
from queue_app.screens.waits.shown import Waited
from queue_app.service.process.kept.forecasts import Forecasts
from queue_app.store.cover.facts import team_cover
from queue_app.store.team import teams
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import in_transaction, run
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import stop_waiting, wait_for
from tests.cast import MONDAY, REASON, Cast
from tests.screens.reading import RIGHTS, ask, look
from tests.statements import counted
from tests.store.rows import finished, history, start_back

SECRET = "Sell the company"


def rows(cast: Cast, by: int | None = None) -> dict[int, Any]:
    return {row.number: row for row in look(cast, queue_screen, by).rows}


def ranges(cast: Cast) -> dict[int, Any]:
    return {number: row.when.range for number, row in rows(cast).items()}


@pytest.fixture
def two_teams(cast: Cast) -> tuple[Cast, int]:
    """Bob works in Mallory's team too, and item 1 waits for its secret item, the fifth there; both teams have a history."""
    history(cast, days=40)
    cast.add(*(f"Item {n}" for n in range(1, 5)))
    in_transaction(cast.doors, teams.add_member, team_id=cast.other_team, person_id=cast.bob, role="member", at=MONDAY)
    there = Actor(cast.other_team, cast.mallory)
    titles = ["Four before", "Three before", "Two before", "One before", SECRET]
    theirs = run(cast.doors, add, there, clock_now=lambda: cast.now, titles=titles).result["items"][-1]
    cast.do(wait_for, item=1, number=theirs, team=cast.other_team)
    return cast, theirs


def test_in_one_queue_the_date_is_that_of_the_later_place(cast: Cast) -> None:
    history(cast, days=40)
    cast.add(*(f"Item {n}" for n in range(1, 8)))
    before = ranges(cast)
    cast.do(wait_for, item=1, number=3)
    cast.do(wait_for, item=3, number=6)
    after = ranges(cast)
    assert after == before | {1: before[6], 3: before[6]}
    assert look(cast, item_screen, None, 1).when.range == before[6]
    assert ask(cast, item=1).answer.dates == before[6]
    day = before[6].p85
    assert ask(cast, ask="odds", item=1, by=day).answer == ask(cast, ask="odds", item=6, by=day).answer
    cast.do(block, item=6, sentence="Waits for the bank.")
    assert [ranges(cast)[n] for n in (1, 3, 6)] == [None, None, None]


def test_what_waits_for_an_item_in_progress_is_not_before_it_and_one_that_runs_has_no_date(cast: Cast) -> None:
    history(cast, days=40)
    cast.add("Ledger", "Refunds", "Export")
    cast.do(pull_top, by=cast.alice)
    cast.do(wait_for, item=2, number=1)
    running = look(cast, queue_screen).running[0]
    own = rows(cast)[2].when
    assert own.range.p50 >= running.likely.p50
    assert own.range.p85 >= running.likely.p85
    cast.do(wait_for, item=1, number=3)
    running = look(cast, queue_screen).running[0]
    assert (running.likely, running.help, running.waits[0].on.number) == (None, "blocked", 3)
    assert look(cast, item_screen, None, 1).likely is None
    assert look(cast, flow_screen).ages.items[0].likely is None
    assert ask(cast, item=1).answer is None
    assert rows(cast)[2].when.range is None
    start_back(cast, 1, 0)


def test_what_waits_is_passed_over_and_the_order_against_it_is_said_with_its_cost(cast: Cast) -> None:
    history(cast, days=40)
    cast.add(*(f"Item {n}" for n in range(1, 6)))
    cast.do(wait_for, item=1, number=4)
    screen = look(cast, queue_screen)
    assert (screen.next.number, screen.next.blocked_above) == (2, 1)
    (wait,) = screen.rows[0].waits
    assert (wait.on, wait.against) == (Waited(State.WAITING, 4, "Item 4"), True)
    assert {slip.number: slip.days > 0 for slip in wait.cost.changes} == {1: False, 2: True, 3: True, 4: False}
    assert [row.number for row in look(cast, standup_screen).pulls] == [2, 3, 4]
    cast.do(move, items=[4], target=Target(above=1), reason=REASON)
    assert rows(cast)[1].waits[0].against is False


def test_a_page_without_waits_costs_no_statement_more_and_one_with_waits_one(cast: Cast) -> None:
    history(cast, days=40)
    cast.add(*(f"Item {n}" for n in range(1, 6)))
    counts = []
    for step in (
        lambda: None,
        lambda: cast.do(wait_for, item=3, number=1),
        lambda: cast.do(wait_for, item=4, number=2),
    ):
        step()
        look(cast, queue_screen, cast.carol)
        with counted(cast.doors) as sent:
            look(cast, queue_screen, cast.carol)
        counts.append(len(sent))
    assert counts == [counts[0], counts[0] + 1, counts[0] + 1]


def test_a_dropped_item_asks_to_decide(cast: Cast) -> None:
    cast.add("Refunds", "Ledger", "Export")
    cast.do(wait_for, item=1, number=2)
    cast.do(drop, item=2, reason="Nobody needs it.")
    screen = look(cast, item_screen, cast.bob, 1)
    assert [(wait.asks, wait.holds) for wait in screen.waits.waits] == [(True, True)]
    assert {"stop_waiting", "drop", "wait_for"} <= screen.may
    assert [row.number for row in look(cast, standup_screen).held] == [1]
    cast.do(stop_waiting, item=1, on=screen.waits.waits[0].id)
    assert look(cast, standup_screen).held == ()


def test_what_runs_and_waits_is_at_the_stand_up_and_on_the_wall(cast: Cast) -> None:
    cast.add("Refunds", "Ledger")
    cast.do(pull_top, by=cast.alice)
    cast.do(wait_for, item=1, number=2)
    (row,) = look(cast, standup_screen).held
    assert (row.number, row.on.count, row.waits[0].on.number) == (1, 1, 2)
    assert not look(cast, standup_screen).all_well
    (wall,) = on_the_wall(cast).running
    assert wall.waits[0].on == Waited(State.WAITING, 2, "Ledger")


def on_the_wall(cast: Cast) -> Any:
    with cast.doors.reading() as conn:
        team = teams.of_number(conn, cast.team)
        return radiator_screen(conn, team, cast.now, cast.forecasts, team_cover)


def test_another_team_says_how_late_it_is(two_teams: tuple[Cast, int]) -> None:
    cast, _ = two_teams
    assert rows(cast)[1].when.range is None, "the other team has finished nothing, so it has no dates"
    cast.forecasts = Forecasts()
    for day in range(1, 30, 3):
        finish_there(cast, day)
    theirs = {row.number: row.when.range for row in look(there(cast), queue_screen, cast.mallory).rows}
    own, secret = rows(cast)[1].when.range, theirs[max(theirs)]
    assert own.p50 >= secret.p50
    assert own.p85 >= secret.p85
    assert own.p85 > ranges(cast)[2].p85


def finish_there(cast: Cast, days_ago: int) -> None:
    finished(there(cast), 1, on=cast.now.date() - timedelta(days=days_ago), first=900_000 + days_ago)


def there(cast: Cast) -> Cast:
    return replace(cast, team=cast.other_team)


def test_nobody_outside_learns_title_or_number(two_teams: tuple[Cast, int]) -> None:
    cast, theirs = two_teams
    hidden = Waited(State.WAITING)
    for who in (cast.alice, cast.carol):
        for screen in (look(cast, queue_screen, who), look(cast, item_screen, who, 1), look(cast, standup_screen, who)):
            assert SECRET not in repr(screen)
        assert rows(cast, who)[1].waits[0].on == hidden
    program = Viewer(cast.team, cast.bob, cast.now, RIGHTS, Role.MANAGER, forecasts=cast.forecasts, covers=team_cover)
    with cast.doors.reading() as conn:
        assert SECRET not in repr(queue_screen(conn, program))
        assert SECRET not in repr(agent_work(conn, program, 0, 1))
    assert SECRET not in repr(on_the_wall(cast))
    seen = rows(cast, cast.bob)[1].waits[0].on
    assert seen == Waited(State.WAITING, theirs, SECRET, cast.other_team, "Others")


def test_the_other_team_sees_how_many_wait_and_members_of_both_see_which(two_teams: tuple[Cast, int]) -> None:
    cast, theirs = two_teams
    other = there(cast)
    for who, named in ((cast.mallory, ()), (cast.bob, (Waited(State.WAITING, 1, "Item 1", cast.team, "Tigers"),))):
        screen = look(other, item_screen, who, theirs)
        assert (screen.waits.needed, screen.waits.needed_by, screen.waits.others) == (1, named, 1 - len(named))
        assert [row.needed for row in look(other, queue_screen, who).rows] == [0, 0, 0, 0, 1]
    assert "Item 1" not in repr(look(other, item_screen, cast.mallory, theirs).waits)
    assert ask(replace_viewer(other, cast.mallory), item=theirs).subject.needed == 1


def replace_viewer(cast: Cast, who: int) -> Cast:
    return replace(cast, alice=who)
