"""The stand-up: what is older than expected, where to swarm, what changed at the top and what went back and forth."""

from datetime import timedelta

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.screens.standup.standup import standup_screen
from queue_app.screens.values import Headcount, Plan
from queue_app.screens.values import ReasonShown as Shown
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.join import join
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import edit_plan, note, tick_step
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.queue.urgent import urgent
from tests.cast import Cast
from tests.screens.reading import look
from tests.screens.test_queue import BECAUSE
from tests.statements import counted
from tests.store.rows import fill, finished, start_back

TOP, DATE = Target(end="top"), Reason("date", "The fair begins.")


def to_top(cast: Cast, number: int) -> None:
    cast.do(move, items=[number], target=TOP, reason=DATE)


def days(cast: Cast, count: float) -> None:
    cast.now += timedelta(days=count)


@pytest.mark.parametrize(("age", "old"), [(17, ""), (18, "over"), (19, "over"), (20, "red")])
def test_old_is_what_runs_longer_than_85_percent_of_what_was_finished(cast: Cast, age: int, old: str) -> None:
    finished(cast, *range(1, 21))
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    start_back(cast, 1, age)
    screen = look(cast, standup_screen)
    assert [row.age.old for row in screen.old] == ([old] if old else [])
    assert screen.sle.days == 17
    assert screen.all_well is not bool(old)


def test_with_few_finished_items_old_is_over_twice_the_median(cast: Cast) -> None:
    finished(cast, 2, 3, 4)
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    start_back(cast, 1, 6)
    assert look(cast, standup_screen).old == ()
    start_back(cast, 1, 7)
    row = look(cast, standup_screen).old[0]
    assert (row.age.old, row.age.older_than, look(cast, standup_screen).sle) == ("over", None, None)


def test_an_old_item_tells_how_many_are_on_it_and_when_something_happened_to_it_last(cast: Cast) -> None:
    finished(cast, 1, 1, 1)
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.bob)
    cast.do(join, by=cast.alice, item=2, others="both")
    cast.do(note, by=cast.bob, item=1, words="Still open.")
    noted_at = cast.now
    start_back(cast, 1, 3)
    start_back(cast, 2, 9)
    days(cast, 1)
    cast.do(move, items=[1], target=Target(below=2))
    first, second = look(cast, standup_screen).old
    assert [row.title for row in (first, second)] == ["Refunds", "Search"]
    assert (first.on, second.on) == (Headcount(2, mine=True), Headcount(1, mine=True))
    assert second.moved_at == noted_at


def test_an_item_that_waited_long_in_between_is_in_its_second_run(cast: Cast) -> None:
    finished(cast, 1, 1, 1)
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.do(put_back, by=cast.alice, item=1, kind="other")
    days(cast, 14)
    cast.do(pull_top, by=cast.alice)
    days(cast, 5)
    age = look(cast, standup_screen).old[0].age
    assert (age.days, age.second_run) == (5, True)


def test_the_top_running_item_tells_its_reason_its_open_steps_and_whether_to_swarm(cast: Cast) -> None:
    cast.do(add, titles=["Search"], target=TOP, reason=BECAUSE)
    cast.add("Refunds")
    for who in (cast.alice, cast.bob):
        cast.do(pull_top, by=who)
    cast.do(edit_plan, item=1, lines=["look", "write", "try"])
    cast.do(tick_step, item=1, step="look", done=True)
    top = look(cast, standup_screen).top
    assert (top.title, top.reason, top.on.count, top.swarm) == ("Search", Shown(BECAUSE.words, BECAUSE.kind), 1, False)
    assert (top.plan, top.steps) == (Plan(1, 3), ("write", "try"))
    cast.do(join, by=cast.alice, item=2, others="both")
    assert look(cast, standup_screen).top.swarm
    cast.do(join, by=cast.bob, item=1, others="both")
    assert not look(cast, standup_screen).top.swarm


def test_nothing_runs_at_first(cast: Cast) -> None:
    screen = look(cast, standup_screen)
    assert (screen.top, screen.old, screen.order, screen.steady) == (None, (), (), None)


def test_what_changed_the_top_since_the_last_time_is_told_newest_first_without_a_name(cast: Cast) -> None:
    fill(cast, 6)
    to_top(cast, 6)
    days(cast, 2)
    cast.do(move, items=[5], target=Target(below=4))
    to_top(cast, 5)
    cast.do(pull_top, by=cast.alice)
    cast.do(put_back, by=cast.alice, item=5, kind="something_else_first", words="The till.")
    cast.do(urgent, by=cast.alice, item=4, reason=Reason("customer_defect", "It is down."))
    cast.do(pull_top, by=cast.alice)
    cast.do(swap, by=cast.alice, item=4, kind="cannot_go_on")
    order = look(cast, standup_screen).order
    assert [one.line.kind for one in order] == ["swapped", "urgent", "put_back", "moved"]
    assert [one.line.reason.words if one.line.reason else None for one in order] == [
        None, "It is down.", "The till.", "The fair begins."
    ]  # fmt: skip
    assert {one.line.by for one in order} == {None}
    earlier = look(cast, standup_screen, None, (cast.now - timedelta(days=3)).date())
    assert earlier.order[-1].line.item.title == "Item 6"


def test_what_comes_back_into_the_top_within_14_days_is_marked(cast: Cast) -> None:
    fill(cast, 6)
    cast.do(move, items=[3], target=Target(end="bottom"), reason=DATE)
    left = cast.now.date()
    days(cast, 13)
    to_top(cast, 3)
    back = look(cast, standup_screen).order[0].back
    assert [(one.item.title, one.left) for one in back] == [("Item 3", left)]
    days(cast, 15)
    to_top(cast, 6)
    assert look(cast, standup_screen).order[0].back == ()


def test_what_was_taken_back_is_not_told(cast: Cast) -> None:
    fill(cast, 6)
    to_top(cast, 6)
    cast.do(undo)
    assert look(cast, standup_screen).order == ()


def test_a_short_queue_that_is_filled_up_from_below_did_not_change(cast: Cast) -> None:
    cast.add("Search")
    cast.add("Refunds")
    assert look(cast, standup_screen).order == ()
    cast.do(add, titles=["Tax"], target=TOP, reason=DATE)
    told = look(cast, standup_screen).order[0].line
    assert (told.kind, told.item.title, told.reason.kind) == ("added", "Tax", "date")


def test_steadiness_is_said_from_two_changes_on(cast: Cast) -> None:
    fill(cast, 6)
    to_top(cast, 6)
    assert look(cast, standup_screen).steady is None
    to_top(cast, 5)
    cast.do(move, items=[3], target=Target(below=5), reason=DATE)
    steady = look(cast, standup_screen).steady
    assert (steady.facts.changes, steady.facts.left, steady.facts.commonest) == (3, 3, ("date", 3))
    assert [item.title for item in steady.bounced] == ["Item 3"] * steady.facts.came_back
    days(cast, 14)
    assert look(cast, standup_screen).steady is None


def test_the_whole_page_costs_as_many_statements_however_much_changed(cast: Cast) -> None:
    finished(cast, 1, 1, 1)
    fill(cast, 40)
    cast.do(pull_top, by=cast.alice)
    cast.do(edit_plan, item=1, lines=["look"])
    start_back(cast, 1, 9)
    counts = []
    for number in range(10, 40):
        to_top(cast, number)
        with counted(cast.doors) as sent:
            look(cast, standup_screen)
        counts.append(len(sent))
    assert len(set(counts[2:])) == 1
    assert counts[-1] <= 24
