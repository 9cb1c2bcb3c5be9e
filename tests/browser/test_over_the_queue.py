"""The menu of an item and the dialogs of its acts, which open over the queue. The list below keeps updating."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.stage import Stage


def refreshed(page: Page, stage: Stage, *order: int) -> None:
    """Somebody else changed the order, and this page shows it."""
    stage.change(*order)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-order] .row").first).to_have_attribute("data-item", str(order[0]))


def moved(*first: int) -> list[int]:
    return [*first, *(number for number in range(21, 39) if number not in first)]


def test_a_menu_is_walked_and_left_by_keys_and_stays_when_others_move(order: Page, stage: Stage):
    more = order.get_by_role("link", name="More for Search rooms by bed type, part 595")
    more.press("Enter")
    menu = order.locator("#acts")
    expect(menu.get_by_role("link", name="Open")).to_be_focused()
    order.keyboard.press("ArrowDown")
    refreshed(order, stage, *moved(30))
    expect(menu.get_by_role("link", name="Edit…")).to_be_focused()
    order.keyboard.press("End")
    expect(menu.get_by_role("link", name="Drop…")).to_be_focused()
    order.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(more).to_be_focused()


def test_a_move_of_the_menu_is_sent_and_asks_for_a_reason_where_one_is_needed(order: Page, stage: Stage):
    order.locator('[data-item="25"] .menu').click()
    order.locator("#acts").get_by_role("button", name="Up").click()
    expect(order.locator(".is-lifted")).to_have_count(0)
    assert stage.asked[0].without_key() == {"above": "24"}
    stage.refusals.append("reason_missing")
    order.locator('[data-item="30"] .menu').click()
    order.locator("#acts").get_by_role("button", name="Top").click()
    expect(order.locator(".is-lifted").get_by_label("Kind of reason")).to_be_focused()


def test_an_act_opens_in_place_and_keeps_what_is_typed(order: Page, stage: Stage):
    opener = order.locator('.run[data-item="9"]').get_by_role("link", name="Block")
    opener.click()
    words = order.get_by_label("What does it wait for?")
    expect(words).to_be_focused()
    words.fill("the bank")
    refreshed(order, stage, *moved(30))
    expect(words).to_have_value("the bank")
    stage.refusals.append("already_blocked")
    words.press("Control+Enter")
    expect(order.get_by_role("alert").filter(has_text="No, because of already_blocked.")).to_be_visible()
    expect(words).to_have_value("the bank")
    order.keyboard.press("Escape")
    expect(order.locator("#dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    expect(words).to_have_value("the bank")
    order.locator("#dialog").get_by_role("button", name="Block").click()
    expect(order.locator("#dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    assert [asked.without_key().get("reason") for asked in stage.asked] == ["the bank"] * 2
    opener.click()
    expect(words).to_have_value("")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (320, "dark")])
def test_a_menu_and_a_dialog_are_for_everybody(order: Page, stage: Stage, width: int, theme):
    order.set_viewport_size({"width": width, "height": 900})
    order.emulate_media(color_scheme=theme, reduced_motion="reduce")
    order.locator('[data-item="25"] .menu').click()
    expect(order.locator("#acts").get_by_role("link", name="Block…")).to_be_visible()
    _is_for_everybody(order, width)
    order.locator("#acts").get_by_role("link", name="Block…").click()
    expect(order.get_by_label("What does it wait for?")).to_be_focused()
    _is_for_everybody(order, width)


def _is_for_everybody(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page) == []


@pytest.mark.parametrize(
    "state", ["queue", "queue, help first", "queue, no room", "queue, on another", "queue, ask", "queue, just finished"]
)
def test_the_upper_part_leaves_room_for_eight_rows(page: Page, stage: Stage, state: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/shown/{state}")
    assert page.locator("#part-now").evaluate("part => part.getBoundingClientRect().height") <= 300
    seen = "rows => rows.filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"
    assert page.locator(".row").evaluate_all(seen) >= 8


def test_on_a_phone_the_items_of_others_are_one_line_each(page: Page, stage: Stage):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/shown/queue")
    heights = page.locator(".run").evaluate_all("all => all.map(run => run.getBoundingClientRect().height)")
    assert max(heights) <= 60
