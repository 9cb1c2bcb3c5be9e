"""Rows of a long list from any place of it, as a script brings them, and what they cost."""

import pytest

from queue_app.domain.errors import NotFound
from queue_app.domain.filters import NO_FILTER, Filter
from queue_app.screens.queue.queue import queue_screen
from queue_app.screens.queue.rows import MOST_ROWS, rows_screen
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.conftest import BOTH_ENGINES
from tests.screens.reading import look
from tests.statements import counted
from tests.store.rows import area, fill, history

pytestmark = BOTH_ENGINES


def test_rows_come_from_any_place_with_their_positions(cast: Cast) -> None:
    fill(cast, 250)
    cast.do(pull_top)
    screen = look(cast, rows_screen, None, NO_FILTER, 120)
    assert screen.skipped == 120
    assert [(row.position, row.title) for row in screen.rows] == [(n, f"Item {n + 1}") for n in range(121, 221)]
    assert [row.position for row in look(cast, rows_screen, None, Filter(size=30), 240).rows] == list(range(241, 250))
    assert look(cast, rows_screen, None, NO_FILTER, 249).rows == ()
    assert len(look(cast, rows_screen, None, Filter(size=9999), 0).rows) == MOST_ROWS


def test_rows_come_around_an_item(cast: Cast) -> None:
    fill(cast, 250)
    screen = look(cast, rows_screen, None, Filter(size=10), 0, 200)
    assert (screen.skipped, [row.number for row in screen.rows]) == (194, list(range(195, 205)))
    assert look(cast, rows_screen, None, Filter(size=10), 0, 3).skipped == 0
    assert look(cast, rows_screen, None, Filter(size=10), 0, 99_999).skipped == 0


def test_a_filtered_list_is_counted_in_its_own_rows(cast: Cast) -> None:
    fill(cast, 250)
    payments = area(cast, "Payments", *range(2, 251, 2))
    screen = look(cast, rows_screen, None, Filter(areas=(payments,), size=5), 100)
    assert [row.position for row in screen.rows] == [202, 204, 206, 208, 210]
    around = look(cast, rows_screen, None, Filter(areas=(payments,), size=4), 0, 206)
    assert (around.skipped, [row.number for row in around.rows]) == (100, [202, 204, 206, 208])
    assert look(cast, rows_screen, None, Filter(words="nothing of it"), 3).rows == ()


def test_a_row_is_that_of_the_page(cast: Cast) -> None:
    fill(cast, 150)
    history(cast)
    area(cast, "Payments", 120)
    cast.do(block, item=120, sentence="Waits for the office")
    page = look(cast, queue_screen, None, Filter(size=150))
    screen = look(cast, rows_screen, None, NO_FILTER, 100)
    assert screen.rows == page.rows[100:]
    assert screen.next == page.next.number


def test_it_costs_few_statements_far_down(cast: Cast) -> None:
    fill(cast, 10_000)
    history(cast)
    look(cast, rows_screen, None, NO_FILTER, 9_000)
    with counted(cast.doors) as sent:
        look(cast, rows_screen, None, NO_FILTER, 9_000, 5_000)
    assert len(sent) <= 15


def test_who_is_not_in_the_team_gets_none(cast: Cast) -> None:
    with pytest.raises(NotFound):
        look(cast, rows_screen, cast.mallory, NO_FILTER, 0)
