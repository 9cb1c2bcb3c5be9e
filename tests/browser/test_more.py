"""A list that is longer than its page: rows load on scrolling, dragging and walking. A blank replaces the other rows."""

from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.stage import Stage
from tests.browser.test_lift import lift, numeral, places, shown

ROWS = ".rows > .row"


@pytest.fixture
def paged(page: Page, stage: Stage, complaints: list[str]) -> Page:
    """Six rows of eighteen, in a window that shows fewer."""
    page.set_viewport_size({"width": 1280, "height": 200})
    stage.size = 6
    page.goto("/teams/1")
    return page


def test_without_a_script_a_link_leads_to_the_next_rows(browser: Browser, stage: Stage, base_url: str):
    stage.size = 6
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{base_url}/teams/1")
        page.get_by_role("link", name="Show more").click()
        assert shown(page) == stage.order[6:12]
        expect(page.get_by_text("7 to 12 of 18")).to_be_visible()


# P11
def test_the_next_rows_come_as_one_scrolls_near_them(paged: Page, stage: Stage):
    expect(paged.locator(ROWS)).to_have_count(6)
    expect(paged.get_by_role("link", name="Show more")).to_be_hidden()
    numeral(paged, stage.order[5]).scroll_into_view_if_needed()
    expect(paged.locator(ROWS)).to_have_count(18)
    assert shown(paged) == stage.order
    assert places(paged) == [str(n) for n in range(1, 19)]
    assert stage.brought == [12]
    assert paged.url.endswith("/teams/1")


def test_the_blank_is_as_high_as_what_comes(paged: Page, stage: Stage):
    before = paged.locator(".rows").bounding_box()
    numeral(paged, stage.order[5]).scroll_into_view_if_needed()
    expect(paged.locator(ROWS)).to_have_count(18)
    after = paged.locator(".rows").bounding_box()
    assert before
    assert after
    assert after["height"] == pytest.approx(before["height"], rel=0.2)


def test_the_bars_of_the_rows_that_came_are_on_the_axis_of_the_page(paged: Page, stage: Stage):
    numeral(paged, stage.order[5]).scroll_into_view_if_needed()
    expect(paged.locator(ROWS)).to_have_count(18)
    came = paged.locator(".rows .row:nth-last-child(1 of :has(.even)) .even").get_attribute("x")
    days = paged.locator(".rows").get_attribute("data-days")
    paged.goto(f"/teams/1?after={stage.order[11]}-0")
    alone = paged.locator(".rows .row:nth-last-child(1 of :has(.even)) .even").get_attribute("x")
    its_days = paged.locator(".rows").get_attribute("data-days")
    assert days != its_days
    assert float(came.rstrip("%")) * int(days) == pytest.approx(float(alone.rstrip("%")) * int(its_days), rel=0.01)


# P11
def test_a_drag_to_the_end_scrolls_on_into_the_next_rows(paged: Page, stage: Stage):
    paged.set_viewport_size({"width": 1280, "height": 400})
    numeral(paged, 24).scroll_into_view_if_needed()
    start = paged.locator('[data-item="24"] .row-main').bounding_box()
    assert start
    paged.mouse.move(start["x"] + 40, start["y"] + 12)
    paged.mouse.down()
    paged.mouse.move(start["x"] + 40, start["y"] + 60, steps=3)
    paged.mouse.move(start["x"] + 40, 396, steps=8)
    expect(paged.locator(ROWS)).to_have_count(18, timeout=15_000)
    expect(paged.locator(".is-lifted ~ .row")).to_have_count(0, timeout=15_000)
    paged.mouse.up()
    expect(paged.locator(".is-lifted")).to_have_count(0)
    assert stage.order[-1] == 24


def test_keys_walk_on_into_the_next_rows_and_escape_returns_it_to_its_place(paged: Page, stage: Stage):
    slow = Event()
    paged.route("**/rows/**", lambda route: (slow.wait(0.3), route.continue_()))
    lift(paged, stage.order[5], "ArrowDown")
    expect(paged.locator("#said")).to_contain_text("is at position 7 of 18")
    expect(paged.locator(ROWS)).to_have_count(18)
    paged.keyboard.press("Escape")
    assert shown(paged) == stage.order
    expect(numeral(paged, stage.order[5])).to_be_focused()
    assert stage.asked == []


def test_rows_that_do_not_come_leave_the_link(paged: Page, stage: Stage):
    paged.route("**/rows/**", lambda route: route.abort())
    numeral(paged, stage.order[5]).scroll_into_view_if_needed()
    paged.get_by_role("link", name="Show more").click()
    paged.wait_for_url("**?after=*")
    assert shown(paged) == stage.order[6:12]
