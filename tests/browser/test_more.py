"""Show more on the queue page: the next rows come to the end of the list, by a click, by a drag and by keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage
from tests.browser.test_lift import lift, numeral, places, shown


@pytest.fixture
def paged(page: Page, stage: Stage, complaints: list[str]) -> Page:
    """Six rows of eighteen."""
    stage.size = 6
    page.goto("/teams/1")
    return page


def more(page: Page) -> None:
    page.get_by_role("link", name="Show more").click()


def test_the_next_rows_come_below_those_that_were_read(paged: Page, stage: Stage):  # P11
    more(paged)
    expect(paged.locator(".rows .row")).to_have_count(12)
    assert shown(paged) == stage.order[:12]
    assert places(paged) == [str(n) for n in range(1, 13)]
    expect(paged.locator(f'[data-item="{stage.order[6]}"] .row-title')).to_be_focused()
    expect(paged.locator("#said")).to_have_text("12 items are shown.")
    expect(paged.locator(".rows-end span")).to_have_text("1 to 12 of 18")
    more(paged)
    expect(paged.locator(".rows .row")).to_have_count(18)
    expect(paged.get_by_role("link", name="Show more")).to_have_count(0)
    assert paged.url.endswith("/teams/1")


def test_the_bars_of_the_rows_that_came_are_on_the_axis_of_the_page(paged: Page, stage: Stage):  # P11
    more(paged)
    expect(paged.locator(".rows .row")).to_have_count(12)
    more(paged)
    expect(paged.locator(".rows .row")).to_have_count(18)
    came = paged.locator(".rows .row:nth-last-child(1 of :has(.even)) .even").get_attribute("x")
    days = paged.locator(".rows").get_attribute("data-days")
    paged.goto(f"/teams/1?after={stage.order[11]}-0")
    alone = paged.locator(".rows .row:nth-last-child(1 of :has(.even)) .even").get_attribute("x")
    its_days = paged.locator(".rows").get_attribute("data-days")
    assert days
    assert its_days
    assert days != its_days
    assert float(came.rstrip("%")) * int(days) == pytest.approx(float(alone.rstrip("%")) * int(its_days))


def test_a_drag_to_the_end_scrolls_on_into_the_next_rows(paged: Page, stage: Stage):  # P11
    numeral(paged, 24).scroll_into_view_if_needed()
    start = paged.locator('[data-item="24"] .row-main').bounding_box()
    height = paged.viewport_size
    assert start
    assert height
    paged.mouse.move(start["x"] + 40, start["y"] + 12)
    paged.mouse.down()
    paged.mouse.move(start["x"] + 40, start["y"] + 60, steps=3)
    paged.mouse.move(start["x"] + 40, height["height"] - 4, steps=8)
    expect(paged.locator(".rows .row")).to_have_count(18, timeout=15_000)
    expect(paged.locator(".is-lifted + .row")).to_have_count(0, timeout=15_000)
    paged.mouse.up()
    expect(paged.locator(".is-lifted")).to_have_count(0)
    assert stage.order[-1] == 24
    assert shown(paged) == stage.order, "the rows that had come are there after the move"


def test_keys_walk_on_into_the_next_rows_and_escape_returns_it_to_its_place(paged: Page, stage: Stage):  # P11
    lift(paged, stage.order[5], "ArrowDown")
    expect(paged.locator(".rows .row")).to_have_count(12)
    expect(paged.locator("#said")).to_contain_text("is at position 7 of 18")
    paged.keyboard.press("Escape")
    assert shown(paged) == stage.order[:12]
    expect(numeral(paged, stage.order[5])).to_be_focused()
    assert stage.asked == []


def test_what_was_loaded_stays_after_a_move(paged: Page, stage: Stage):  # P11
    more(paged)
    expect(paged.locator(".rows .row")).to_have_count(12)
    lift(paged, stage.order[9], "ArrowUp", "Space")
    expect(paged.locator(".is-lifted")).to_have_count(0)
    expect(paged.locator(".has-changed")).to_have_count(1)
    assert shown(paged) == stage.order[:12]


def test_an_order_that_changed_meanwhile_is_asked_for_as_without_a_script(paged: Page, stage: Stage):  # P11
    stage.asked.append(None)  # type: ignore[arg-type]
    more(paged)
    expect(paged.get_by_text("The order changed.")).to_be_visible()
