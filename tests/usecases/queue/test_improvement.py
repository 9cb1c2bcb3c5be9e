"""An improvement changes how the team works: it is said when the item is added, and marked when it is finished."""

from datetime import timedelta

from queue_app.screens.flow.finished import finished_screen
from queue_app.screens.standup.standup import standup_screen
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.screens.reading import look


def test_it_is_said_when_the_item_is_added_and_marked_when_it_is_finished(cast: Cast) -> None:
    cast.do(add, titles=["A faster build"], improvement=True)
    cast.add("Search")
    for number in (1, 2):
        cast.do(pull_top, by=cast.alice)
        cast.do(finish, by=cast.alice, item=number)
    (day,) = look(cast, finished_screen).days
    assert [(row.title, row.improvement) for row in day.rows] == [("Search", False), ("A faster build", True)]
    cast.now += timedelta(hours=1)
    assert [row.improvement for row in look(cast, standup_screen).done] == [False, True]


def test_a_box_that_is_not_ticked_says_nothing(cast: Cast) -> None:
    assert "improvement" not in ACTIONS["queue", "add"].read({"title": "Search"})
    assert ACTIONS["queue", "add"].read({"title": "Search", "improvement": "1"})["improvement"] is True
