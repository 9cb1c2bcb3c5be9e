"""An item that waits for another is passed over by pulls until that one is finished; a dropped one frees nobody."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from queue_app.domain.agents.allowed import OnlyPeople
from queue_app.domain.errors import NotFound, Refusal, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NoSuchWait, NothingToPull, TooManyWaits, TouchedSince, WaitsInACircle
from queue_app.domain.team.rights import Role
from queue_app.store.queue import rebuild
from queue_app.store.tables import WAIT
from queue_app.store.team import teams
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top, skip, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.transaction import in_transaction, run
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import stop_waiting, wait_for
from tests.cast import MONDAY, Cast
from tests.given import last_event
from tests.rows import everything
from tests.statements import counted
from tests.usecases.agents.robots import let_agents, robot


def edges(cast: Cast) -> set[tuple[int, int]]:
    with cast.doors.reading() as conn:
        return {(row.item_id, row.on_item_id) for row in conn.execute(select(WAIT))}


def elsewhere(cast: Cast, *titles: str) -> list[int]:
    """Bob works in Mallory's team too, which gets these items; their numbers."""
    in_transaction(cast.doors, teams.add_member, team_id=cast.other_team, person_id=cast.bob, role="member", at=MONDAY)
    return there(cast, add, titles=list(titles)).result["items"]


def there(cast: Cast, use_case: Any, **command: Any) -> Any:
    """Mallory does it in the other team."""
    return run(cast.doors, use_case, Actor(cast.other_team, cast.mallory), clock_now=lambda: cast.now, **command)


def test_a_pull_passes_over_it_until_the_last_one_is_finished(cast: Cast) -> None:
    one, two, three = cast.add("Refunds", "Ledger", "Export")
    cast.do(wait_for, by=cast.alice, item=one, number=two)
    cast.do(wait_for, by=cast.alice, item=one, number=three)
    assert cast.do(pull_top).result == {"item": two, "passed": 1}
    assert cast.do(pull_top).result == {"item": three, "passed": 1}
    with pytest.raises(NothingToPull) as refused:
        cast.do(pull_top)
    assert "Waiting for others: 1." in str(refused.value)
    assert cast.do(finish, item=two).result["freed"] == []
    assert cast.do(finish, item=three).result["freed"] == [one]
    assert last_event(cast).data["freed"] == [one]
    assert cast.do(pull_top).result == {"item": one, "passed": 0}


def test_undo_of_the_finish_makes_it_wait_again_and_undo_of_the_wait_removes_it(cast: Cast) -> None:
    one, two = cast.add("Refunds", "Ledger")
    before = edges(cast)
    cast.do(wait_for, item=one, number=two)
    cast.do(pull_top)
    cast.do(finish, item=two)
    cast.do(undo)
    with pytest.raises(NothingToPull):
        cast.do(pull_top)
    cast.do(stop_waiting, item=one, on=cast.item(two).id)
    cast.do(undo)
    assert edges(cast) == {(cast.item(one).id, cast.item(two).id)}
    cast.do(stop_waiting, item=one, on=cast.item(two).id)
    cast.do(wait_for, item=one, number=two)
    cast.do(undo)
    assert edges(cast) == before == set()
    assert cast.do(pull_top).result["item"] == one


def test_an_undo_that_would_make_a_circle_is_refused(cast: Cast) -> None:
    one, two = cast.add("Refunds", "Ledger")
    cast.do(wait_for, item=one, number=two)
    removed = cast.do(stop_waiting, item=one, on=cast.item(two).id).seq
    cast.do(wait_for, item=two, number=one)
    state = everything(cast)
    with pytest.raises(WaitsInACircle) as refused:
        cast.do(undo, seq=removed)
    assert f"#{one} waits for #{two}, which waits for #{one}." in str(refused.value)
    assert everything(cast) == state
    cast.do(wait_for, item=one, number=cast.add("Export")[0])
    with pytest.raises(TouchedSince):
        cast.do(undo, seq=removed)


def test_a_dropped_item_frees_nobody_until_the_wait_is_removed(cast: Cast) -> None:
    one, two = cast.add("Refunds", "Ledger")
    cast.do(wait_for, item=one, number=two)
    cast.do(drop, item=two, reason="Nobody needs it.")
    with pytest.raises(NothingToPull):
        cast.do(pull_top)
    cast.do(restore, item=two)
    cast.do(drop, item=two, reason="Nobody needs it.")
    cast.do(stop_waiting, item=one, on=cast.item(two).id)
    assert cast.do(pull_top).result["item"] == one
    with pytest.raises(NoSuchWait):
        cast.do(stop_waiting, item=one, on=cast.item(two).id)


def test_a_reopened_item_is_waited_for_again_also_by_one_that_runs(cast: Cast) -> None:
    one, two = cast.add("Refunds", "Ledger")
    cast.do(wait_for, item=one, number=two)
    cast.do(pull_top)
    cast.do(finish, item=two)
    cast.do(pull_top)
    cast.do(reopen, item=two, reason="It came back.")
    cast.do(put_back, item=one, kind="cannot_go_on")
    assert cast.do(pull_top).result["item"] == two
    with pytest.raises(NothingToPull):
        cast.do(pull_top)


def test_what_runs_may_wait_and_what_waits_is_not_next_for_skip_and_swap(cast: Cast) -> None:
    one, two, three = cast.add("Refunds", "Ledger", "Export")
    cast.do(pull_top)
    cast.do(wait_for, item=one, number=three)
    assert cast.item(one).state is State.IN_PROGRESS
    cast.do(wait_for, item=two, number=three)
    with pytest.raises(Refusal):
        cast.do(skip, item=two, kind="area")
    assert cast.do(swap, item=one, kind="cannot_go_on").result["item"] == three
    assert cast.do(finish, item=three).result["freed"] == [one, two]


def test_a_split_item_is_waited_for_by_its_number(cast: Cast) -> None:
    one, two = cast.add("Refunds", "Ledger")
    cast.do(wait_for, item=one, number=two)
    piece = cast.do(split, item=two, pieces=["Book", "Close"]).result["items"][1]
    assert edges(cast) == {(cast.item(one).id, cast.item(two).id)}
    assert cast.do(pull_top).result["item"] == two
    assert cast.do(finish, item=two).result["freed"] == [one]
    assert cast.item(piece).state is State.WAITING


def test_an_item_waits_for_twenty_at_most(cast: Cast) -> None:
    one, *others = cast.add(*(f"Item {n}" for n in range(22)))
    for number in others[:20]:
        cast.do(wait_for, item=one, number=number)
    with pytest.raises(TooManyWaits):
        cast.do(wait_for, item=one, number=others[20])


def test_an_agent_passes_over_it_and_lets_its_own_item_wait_in_its_team_alone(cast: Cast) -> None:
    elsewhere(cast, "Elsewhere")
    one, two = cast.add("Refunds", "Ledger")
    let_agents(cast, 1)
    fixer = robot(cast, cast.bob)
    cast.do(wait_for, item=one, number=two)
    pulled = fixer.pull()
    assert pulled["item"] == two
    three = cast.add("Export")[0]
    fixer.do(wait_for, run_of=pulled["run"], item=two, number=three)
    with pytest.raises(OnlyPeople):
        fixer.do(wait_for, run_of=pulled["run"], item=two, number=1, team=cast.other_team)


def test_other_teams_are_for_who_works_in_both_and_no_program(cast: Cast) -> None:
    (theirs,) = elsewhere(cast, "Ledger")
    (one,) = cast.add("Refunds")
    state = everything(cast)
    for who in (cast.alice, cast.carol, cast.mallory):
        with pytest.raises((NotFound, RoleTooLow)):
            cast.do(wait_for, by=who, item=one, number=theirs, team=cast.other_team)
    program = Actor(cast.team, cast.bob, Role.MANAGER)
    with pytest.raises(NotFound):
        run(cast.doors, wait_for, program, item=one, number=theirs, team=cast.other_team)
    with pytest.raises(NotFound):
        cast.do(wait_for, item=one, number=theirs + 1, team=cast.other_team)
    assert everything(cast) == state
    waits_on = cast.do(wait_for, item=one, number=theirs, team=cast.other_team).result["wait"]
    with pytest.raises(NothingToPull):
        cast.do(pull_top)
    there(cast, pull_top)
    there(cast, finish, item=theirs)
    assert cast.do(pull_top).result["item"] == one
    there(cast, reopen, item=theirs, reason="Not right yet.")
    cast.do(stop_waiting, by=cast.alice, item=one, on=waits_on)


def test_two_teams_never_make_a_circle_together(cast: Cast) -> None:
    """Each adds one half at the same moment: one of the two is refused, whoever is first. Ten rounds."""
    theirs = elsewhere(cast, *(f"Theirs {n}" for n in range(10)))
    ours = cast.add(*(f"Ours {n}" for n in range(10)))

    def ask(team: int, item: int, number: int, other: int) -> bool:
        try:
            run(cast.doors, wait_for, Actor(team, cast.bob), item=item, number=number, team=other)
        except WaitsInACircle:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        for our, their in zip(ours, theirs, strict=True):
            one = threads.submit(ask, cast.team, our, their, cast.other_team)
            two = threads.submit(ask, cast.other_team, their, our, cast.team)
            assert sorted([one.result(), two.result()]) == [False, True]
    with cast.doors.reading() as conn:
        assert rebuild.check(conn) == []


def test_the_history_check_sees_a_wait_that_no_event_tells_of(cast: Cast) -> None:
    one, two = cast.add("Refunds", "Ledger")
    row = {"team_id": cast.team, "item_id": cast.item(one).id, "on_team_id": cast.team, "on_item_id": cast.item(two).id}
    cast.untold(lambda conn: conn.execute(WAIT.insert().values(**row, n=1, at=MONDAY)))
    with cast.doors.reading() as conn:
        assert [str(one).partition(",")[2][:9] for one in rebuild.check(conn)] == [" the wait"]


def test_what_waits_for_nothing_costs_a_pull_and_a_finish_no_statement(cast: Cast) -> None:
    cast.add("Refunds", "Ledger")
    with counted(cast.doors) as sent:
        cast.do(pull_top)
        cast.do(finish, item=1)
    assert not [statement for statement in sent if statement.startswith("SELECT waits")]
    assert len(sent) == len(["lock", "facts", "stint", "item", "event", "request"]) + len(
        ["lock", "facts", "evidence", "item", "event", "request"]
    ) - len(["evidence"]), "\n".join(sent)
