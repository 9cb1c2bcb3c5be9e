"""A page that changes while somebody uses it shows what is new, and keeps everything personal unchanged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from queue_app.screens.values import ToldLine
from tests.browser.axe import violations
from tests.browser.stage import Stage
from tests.browser.test_lift import lift, numeral, shown

HIDE = """hidden => {
    Object.defineProperty(document, "hidden", {configurable: true, get: () => hidden});
    document.dispatchEvent(new Event("visibilitychange"));
}"""
MARK = "for (const row of document.querySelectorAll('.row')) row.mark = row.dataset.item"
MARKED = "[...document.querySelectorAll('.row')].every(row => row.mark === row.dataset.item)"


@pytest.fixture
def live(page: Page, stage: Stage, complaints: list[str]) -> Page:
    """The queue page, whose stream is resumed every tenth of a second."""
    stage.again = 100
    with page.expect_response("**/live"):
        page.goto("/teams/1")
    return page


def moved(stage: Stage, number: int, to: int) -> list[int]:
    """The order with the item at another index."""
    others = [one for one in stage.order if one != number]
    return [*others[:to], number, *others[to:]]


@pytest.mark.parametrize(
    "new",
    [
        lambda stage: moved(stage, 38, 0),
        lambda stage: moved(stage, 21, 17),
        lambda stage: stage.order[1:],
        lambda stage: [*stage.order[:5], *stage.order[6:]],
        lambda stage: list(reversed(stage.order)),
    ],
    ids=["up", "down", "the first is gone", "one is gone", "all turned round"],
)
def test_the_rows_are_those_of_the_server_and_the_same_elements(
    live: Page, stage: Stage, new: Callable[[Stage], list[int]]
):
    live.evaluate(MARK)
    stage.change(*new(stage))
    expect(live.locator("html")).to_have_attribute("data-seen", "1.42")
    assert shown(live) == stage.order
    assert live.locator(".rows .pos").all_inner_texts() == [str(n) for n in range(1, len(stage.order) + 1)]
    assert live.evaluate(MARKED)


def test_a_row_that_comes_back_is_there(live: Page, stage: Stage):
    whole = stage.order
    stage.change(*whole[3:])
    expect(live.locator(".rows .row")).to_have_count(15)
    stage.change(*whole)
    expect(live.locator(".rows .row")).to_have_count(18)
    assert shown(live) == whole


@pytest.mark.parametrize("to", [0, 17])
def test_the_focus_goes_along_with_its_row(live: Page, stage: Stage, to: int):
    numeral(live, 27).focus()
    stage.change(*moved(stage, 27, to))
    expect(numeral(live, 27)).to_have_text(str(to + 1))
    expect(numeral(live, 27)).to_be_focused()


def test_what_is_typed_selected_and_chosen_stays(live: Page, stage: Stage):
    numeral(live, 26).focus()
    live.keyboard.press("x")
    live.get_by_text("Keyboard shortcuts").first.click()
    search = live.get_by_label("Search items")
    search.fill("half a wo")
    search.evaluate("field => field.setSelectionRange(2, 6)")
    stage.change(*moved(stage, 38, 0))
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "38")
    expect(search).to_have_value("half a wo")
    assert search.evaluate("field => [field.selectionStart, field.selectionEnd]") == [2, 6]
    expect(search).to_be_focused()
    expect(live.locator('[data-item="26"] .choose')).to_be_checked()


def test_an_open_popover_stays_open(live: Page, stage: Stage):
    live.get_by_text("Keyboard shortcuts").first.click()
    expect(live.locator("#keys")).to_be_visible()
    stage.change(*moved(stage, 38, 0))
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "38")
    expect(live.locator("#keys")).to_be_visible()


def test_an_open_menu_stays_open(page: Page, stage: Stage, complaints: list[str]):
    stage.again = 100
    page.goto("/shown/item")
    page.locator("details.drop-down summary").click()
    stage.change()
    with page.expect_response("**/shown/item"):
        pass
    page.wait_for_timeout(200)
    expect(page.get_by_role("link", name="Drop")).to_be_visible()


def test_the_scroll_stays(live: Page, stage: Stage):
    live.set_viewport_size({"width": 1000, "height": 300})
    live.evaluate("scrollTo(0, 700)")
    stage.change(*moved(stage, 22, 3))
    expect(numeral(live, 22)).to_have_text("4")
    assert abs(live.evaluate("scrollY") - 700) <= 1  # Rows have fractions of a pixel.


def test_a_lifted_row_stays_lifted_and_the_order_is_brought_up_to_date_after_it(live: Page, stage: Stage):
    lift(live, 27, "ArrowUp")
    live.locator('[data-item="27"]').get_by_label("Reason", exact=True).fill("Half a sen")
    stage.change(*moved(stage, 38, 0))
    expect(live.locator("html")).to_have_attribute("data-seen", "1.42")
    expect(live.locator('.is-lifted[data-item="27"]')).to_be_visible()
    expect(live.get_by_label("Reason", exact=True)).to_have_value("Half a sen")
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "21")
    live.keyboard.press("Escape")
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "38")
    assert shown(live) == stage.order


def test_one_quiet_line_says_what_others_did_and_does_not_chatter(live: Page, stage: Stage):
    line = live.locator("#told")
    stage.change(told=ToldLine("finished", 88, "Lin"))
    expect(line).to_have_text("Lin finished #88")
    for n in range(3):
        stage.change(told=ToldLine("moved", 90 + n, None, n))
        expect(live.locator("html")).to_have_attribute("data-seen", f"1.{43 + n}")
    expect(line).to_have_text("Lin finished #88")
    expect(line).to_have_text("#92 moved and 2 more changes", timeout=6_000)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (320, "dark")])
def test_the_quiet_lines_are_for_everybody(live: Page, stage: Stage, width: int, theme: str):
    live.set_viewport_size({"width": width, "height": 900})
    live.emulate_media(color_scheme=theme, reduced_motion="reduce")
    stage.change(told=ToldLine("finished", 88, "Lin"))
    expect(live.locator("#told")).to_be_visible()
    live.evaluate("document.getElementById('connection').textContent = 'Reconnecting. You see the last known state.'")
    assert live.evaluate("document.documentElement.scrollWidth") == width
    assert violations(live) == []


def test_a_page_that_nobody_sees_does_not_listen_and_catches_up_when_it_is_seen(live: Page, stage: Stage):
    live.evaluate(HIDE, True)
    live.wait_for_timeout(250)
    before = stage.streams
    stage.change(*moved(stage, 38, 0))
    live.wait_for_timeout(500)
    assert stage.streams == before
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "21")
    live.evaluate(HIDE, False)
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "38")
    stage.change(*moved(stage, 37, 0))
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "37")


@pytest.mark.parametrize("status", [503, 204])
def test_without_a_stream_it_asks_by_itself(page: Page, stage: Stage, status: int):
    stage.stream_status = status
    page.goto("/teams/1")
    stage.change(*moved(stage, 38, 0))
    expect(page.locator(".rows .row").first).to_have_attribute("data-item", "38")
    stage.change(*moved(stage, 37, 0))
    expect(page.locator(".rows .row").first).to_have_attribute("data-item", "37", timeout=8_000)
    expect(page.locator("#connection")).to_have_text("")


def test_a_lost_server_is_said_and_it_recovers(live: Page, stage: Stage):
    stage.stream_status, stage.page_status = 502, 502
    line = live.locator("#connection")
    expect(line).to_have_text("Reconnecting. You see the last known state.")
    expect(live.locator(".rows .row")).to_have_count(18)
    stage.stream_status, stage.page_status = 200, 200
    stage.change(*moved(stage, 38, 0))
    expect(line).to_have_text("", timeout=10_000)
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "38")


def test_offline_it_keeps_the_last_state_and_says_so(live: Page, stage: Stage):
    live.context.set_offline(True)
    expect(live.locator("#connection")).to_have_text("Not connected. You see the last known state.")
    expect(live.locator(".rows .row")).to_have_count(18)
    stage.change(*moved(stage, 38, 0))
    live.context.set_offline(False)
    expect(live.locator("#connection")).to_have_text("", timeout=10_000)
    expect(live.locator(".rows .row").first).to_have_attribute("data-item", "38")


def test_rows_of_an_order_that_is_no_more_stay_and_it_is_said(live: Page, stage: Stage):
    stage.page_status = 409
    stage.change()
    expect(live.locator("#connection")).to_have_text("The order has changed. Load the page again.")
    expect(live.locator(".rows .row")).to_have_count(18)


def test_who_may_see_it_no_more_gets_what_the_server_says(live: Page, stage: Stage):
    stage.page_status = 404
    with live.expect_navigation():
        stage.change()
