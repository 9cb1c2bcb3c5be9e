"""The stand-up has each item once: all that concerns it, most pressing first, and what the viewer can do next; and the walk."""

from datetime import timedelta

from queue_app.screens.standup.standup import standup_screen
from queue_app.screens.standup.walk import walk_step
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.plan import edit_plan
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.screens.reading import look
from tests.store.rows import finished, start_back


def morning(cast: Cast) -> None:
    """Desk (4) runs, is blocked and old, and nobody is on it; Tax (7) waits and is blocked; Map (2) is old, Photos empty."""
    finished(cast, *range(1, 21), on=(cast.now - timedelta(days=9)).date())
    cast.do(set_limit, limit=4, reason="there are four of us")
    cast.add("Deposit", "Map", "Photos", "Desk", "Refund", "Search", "Tax")
    for who in (cast.alice, cast.alice, cast.bob, cast.bob):
        cast.do(pull_top, by=who, others="both")
    for number in (3, 4):
        cast.do(leave, by=cast.bob, item=number)
    cast.do(block, by=cast.bob, item=4, sentence="waits for the bank")
    cast.do(block, by=cast.bob, item=7, sentence="waits for the office")
    cast.do(edit_plan, item=3, lines=["look", "write"])
    start_back(cast, 2, 19)
    start_back(cast, 4, 30)


def test_an_item_is_there_once_with_all_that_concerns_it(cast: Cast) -> None:
    morning(cast)
    rows = look(cast, standup_screen).rows
    assert [(row.title, row.states) for row in rows] == [
        ("Desk", ("blocked", "old", "nobody")),
        ("Tax", ("blocked",)),
        ("Map", ("old",)),
        ("Photos", ("nobody",)),
        ("Deposit", ("top",)),
    ]
    desk, tax, _, photos, _ = rows
    assert (desk.position, desk.age.days, desk.on.count, photos.plan.total) == (None, 30, 0, 2)
    assert (tax.position, tax.age, tax.on) == (3, None, None)


def test_the_next_act_stands_first_and_fits_the_viewer_and_the_day(cast: Cast) -> None:
    morning(cast)
    desk, tax, old, photos, top = look(cast, standup_screen).rows
    assert [row.acts[0] for row in (desk, tax, old, photos, top)] == ["help", "set_next_step", "finish", "join", "plan"]
    assert [row.unblocks for row in (desk, tax, old)] == [True, True, False]
    assert "swap" not in desk.acts
    cast.now += timedelta(days=7)
    desk, tax, old, _, top = look(cast, standup_screen, cast.bob).rows
    assert (desk.concerns.decides, tax.concerns.decides) == (True, True)
    assert desk.acts[:4] == ("help", "set_next_step", "swap", "drop")
    assert tax.acts[:3] == ("set_next_step", "move", "drop")
    assert (old.acts[0], top.acts[0]) == ("join", "join")
    cast.do(set_limit, limit=3, reason="one is away")
    assert "swap" not in look(cast, standup_screen, cast.bob).rows[0].acts
    assert {row.acts for row in look(cast, standup_screen, cast.carol).rows} == {()}


def test_the_walk_goes_along_with_its_item_and_says_when_it_needs_nothing_more(cast: Cast) -> None:
    morning(cast)
    screen = look(cast, standup_screen)
    second = walk_step(screen, 2)
    assert (second.help.number, second.before.number, second.after.number, second.all) == (7, 4, 2, 7)
    assert (walk_step(screen, 99).pull.title, walk_step(screen, 0).place) == ("Search", 1)
    cast.do(join, by=cast.alice, item=4, others="both")
    cast.do(unblock, by=cast.alice, item=4)  # It is old, and nothing else: Tax comes first now.
    screen = look(cast, standup_screen)
    moved, stays = walk_step(screen, 1, 4), walk_step(screen, 2, 7)
    assert (moved.place, moved.help.states, stays.place) == (2, ("old",), 1)
    cast.do(finish, by=cast.alice, item=2)
    settled = walk_step(look(cast, standup_screen), 3, 2)
    assert (settled.settled, settled.help, settled.before.number, settled.after.number) == (2, None, 4, 3)
