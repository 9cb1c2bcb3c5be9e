"""The values of the other pages: finished, stand-up, order history, moving, adding."""

from datetime import date, timedelta

import pytest

from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NotOpen, OrderChanged
from queue_app.screens.flow.finished import finished_screen
from queue_app.screens.queue.add import add_screen
from queue_app.screens.queue.move import move_screen, number_at
from queue_app.screens.queue.order import order_screen
from queue_app.screens.standup.standup import standup_screen
from queue_app.screens.values import Headcount
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top, skip
from queue_app.usecases.queue.put_back import put_back
from tests.cast import Cast
from tests.screens.reading import look
from tests.screens.test_queue import BECAUSE
from tests.statements import counted
from tests.store.rows import area, fill, finished


def test_finished_items_stand_by_day_newest_first_without_people(cast: Cast) -> None:
    finished(cast, 3, on=date(2026, 11, 20))
    cast.add("Search")
    area(cast, "Payments", 1)
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    screen = look(cast, finished_screen)
    assert [(day.on.day, [row.took for row in day.rows]) for day in screen.days] == [(23, [0]), (20, [3])]
    assert [one.name for one in screen.days[0].rows[0].areas] == ["Payments"]
    assert (screen.finished, screen.dropped, screen.matches) == (2, 0, 2)


def test_dropped_items_are_a_list_of_their_own_and_both_are_searched(cast: Cast) -> None:
    cast.add("Search rooms", "Search stays", "Tax")
    for number in (1, 2, 3):
        cast.do(drop, item=number, reason="Nobody asks for it.")
    screen = look(cast, finished_screen, None, "dropped", "search")
    assert [row.title for day in screen.days for row in day.rows] == ["Search stays", "Search rooms"]
    assert (screen.dropped, screen.matches) == (3, 2)


def test_finished_items_come_page_by_page(cast: Cast) -> None:
    finished(cast, *([1] * 150), on=date(2026, 11, 20))
    first = look(cast, finished_screen)
    second = look(cast, finished_screen, after=int(first.after))
    seen = [row.number for page in (first, second) for day in page.days for row in day.rows]
    assert len(set(seen)) == len(seen) == 150
    assert second.after is None
    with pytest.raises(OrderChanged):
        look(cast, finished_screen, after=7)


def test_the_order_history_tells_moves_with_reason_and_who_and_can_be_paged(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(move, items=[2], target=Target(end="top"), reason=BECAUSE)
    cast.do(pull_top, by=cast.alice)
    cast.do(put_back, by=cast.alice, item=2, kind="something_else_first", words="first the tax")
    cast.do(set_limit, limit=4, reason="a fourth person came")
    screen = look(cast, order_screen, cast.bob)
    lines = screen.days[0].lines
    assert [line.kind for line in lines] == ["limit_set", "put_back", "moved"]
    assert (lines[2].item.title, lines[2].other, lines[2].by) == ("Refunds", None, "Bob")
    assert (lines[1].reason.words, lines[1].reason.kind) == ("first the tax", "something_else_first")
    assert look(cast, order_screen, cast.carol).days[0].lines[2].by is None
    older = look(cast, order_screen, cast.bob, lines[1].seq)
    assert [line.kind for day in older.days for line in day.lines] == ["moved"]


def test_the_order_history_has_a_page_of_lines_and_a_cursor(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    for n in range(102):
        cast.do(move, items=[2], target=Target(end="top" if n % 2 else "bottom"), reason=BECAUSE)
    first = look(cast, order_screen, cast.bob)
    with counted(cast.doors) as sent:
        second = look(cast, order_screen, cast.bob, first.before)
    assert [len(day.lines) for screen in (first, second) for day in screen.days] == [100, 1]
    assert second.before is None
    assert len(sent) <= 7


def test_the_standup_puts_long_blocks_first_then_running_ones(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    cast.do(block, by=cast.alice, item=3, sentence="waits for the office")
    cast.now += timedelta(days=4)
    cast.do(pull_top, by=cast.alice)
    cast.do(block, by=cast.alice, item=2, sentence="waits for the bank", look_again=cast.now.date())
    cast.do(block, by=cast.alice, item=1, sentence="waits for a key")
    rows = look(cast, standup_screen, cast.bob).blocked
    assert [(row.title, row.position, row.long) for row in rows] == [
        ("Tax", 2, True),
        ("Search", None, False),
        ("Refunds", 1, False),
    ]
    assert [row.advice for row in rows] == ["decide", None, "look_again"]
    assert [row.changed for row in rows] == [False, True, True]


def test_the_standup_shows_what_nobody_is_on_and_what_is_next(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax", "Map", "Photos")
    cast.do(pull_top, by=cast.alice)
    assert look(cast, standup_screen).all_well
    cast.do(pull_top, by=cast.alice)
    left_at = cast.now
    cast.do(block, item=3, sentence="waits")
    cast.do(skip, by=cast.bob, item=4, kind="area")
    screen = look(cast, standup_screen)
    assert [(row.title, row.since) for row in screen.lonely] == [("Search", left_at)]
    assert [(pull.position, pull.title, len(pull.skips)) for pull in screen.pulls] == [(2, "Map", 1), (3, "Photos", 0)]
    assert [item.title for item in screen.running] == ["Search", "Refunds"]
    assert not screen.all_well


def test_the_standup_tells_what_was_finished_and_how_the_limit_changed_since_the_last_one(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.now += timedelta(hours=1)
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    cast.do(set_limit, limit=2, reason="two are away")
    cast.now += timedelta(days=1)
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=2)
    screen = look(cast, standup_screen)
    assert [row.title for row in screen.done] == ["Refunds", "Search"]
    assert screen.limits[0].reason.words == "two are away"
    later = look(cast, standup_screen, None, cast.now.date())
    assert ([row.title for row in later.done], later.limits, later.day_chosen) == (["Refunds"], (), True)


def test_the_standup_counts_people_and_names_nobody(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, item=1, sentence="waits")
    cast.do(skip, by=cast.bob, item=2, kind="area")
    cast.do(set_limit, limit=2, reason="two are away")
    mine, others = look(cast, standup_screen), look(cast, standup_screen, cast.bob)
    assert [screen.blocked[0].on for screen in (mine, others)] == [Headcount(1, mine=True), Headcount(1)]
    assert mine.limits[0].by is None
    assert (len(mine.pulls), look(cast, standup_screen, cast.carol).pulls) == (1, ())


def test_the_standup_costs_as_many_statements_however_much_is_blocked(cast: Cast) -> None:
    fill(cast, 20)
    look(cast, standup_screen)  # The first look makes the forecast of the day.
    counts = []
    for number in range(1, 13):
        cast.do(block, item=number, sentence="waits")
        with counted(cast.doors) as sent:
            look(cast, standup_screen)
        counts.append(len(sent))
    assert len(set(counts)) == 1
    assert counts[0] <= 22


def test_moving_offers_the_neighbours_or_what_was_searched(cast: Cast) -> None:
    fill(cast, 30)
    around = look(cast, move_screen, cast.bob, 10)
    assert [row.position for row in around.anchors] == [5, 6, 7, 8, 9, 11, 12, 13, 14, 15]
    assert [row.number for row in around.anchors] == [row.position for row in around.anchors]
    found = look(cast, move_screen, cast.bob, 10, "item 2")
    assert 10 not in [row.number for row in found.anchors]
    assert 20 in [row.number for row in found.anchors]
    with cast.doors.reading() as conn:
        assert [number_at(conn, cast.team, place) for place in (1, 30, 31)] == [1, 30, None]


def test_a_running_item_moves_among_the_running_ones(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.bob)
    screen = look(cast, move_screen, cast.bob, 2)
    assert (screen.item.position, [row.title for row in screen.anchors]) == (2, ["Search"])
    cast.do(finish, item=1)
    with pytest.raises(NotOpen):
        look(cast, move_screen, cast.bob, 1)


def test_adding_shows_the_areas_and_how_many_wait(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    area(cast, "Payments")
    cast.do(pull_top)
    screen = look(cast, add_screen)
    assert ([one.name for one in screen.areas], screen.waiting) == (["Payments"], 1)
