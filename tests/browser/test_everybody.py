"""Every page is accessible: no violation found by axe, nothing wider than the window, no blocked style or script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import parts
from tests.browser.axe import violations
from tests.browser.conftest import heard_from
from tests.browser.stage import Stage
from tests.web.pages import PAGES

LOOKS = ((1440, "light"), (320, "dark"))
FIRST = {template: name for name, (template, _) in reversed(PAGES.items())}.values()
"""One page of each template is looked at in both, its further states in the narrow one. `STRESS=whole` looks at all in both."""


@pytest.fixture(scope="module")
def tour(browser: Browser, base_url: str) -> Iterator[Page]:
    """One browser page for the whole tour. The tour types nothing, so a visit leaves nothing behind."""
    with browser.new_context(base_url=base_url) as context:
        yield context.new_page()


@pytest.mark.parametrize("name", [*PAGES, "door"])
def test_a_page_is_for_everybody(tour: Page, stage: Stage, name: str):
    with heard_from(tour):
        tour.goto(f"/shown/{name}")
        for width, theme in LOOKS if parts.WHOLE or name in (*FIRST, "door") else LOOKS[1:]:
            tour.set_viewport_size({"width": width, "height": 900})
            tour.emulate_media(color_scheme=theme, reduced_motion="reduce")
            assert tour.evaluate("document.documentElement.scrollWidth") == width
            assert violations(tour) == []


# P12
def test_the_key_help_is_for_everybody_and_in_a_landmark(order: Page):
    order.keyboard.press("?")
    expect(order.get_by_role("region", name="Keyboard shortcuts")).to_be_visible()
    assert violations(order) == []


def test_a_lifted_row_is_for_everybody(order: Page):
    for width, theme in ((1440, "dark"), (320, "light")):
        order.set_viewport_size({"width": width, "height": 900})
        order.emulate_media(color_scheme=theme, reduced_motion="reduce")
        order.locator('[data-item="25"] .pos').click()
        assert order.evaluate("document.documentElement.scrollWidth") == width
        assert violations(order) == []
        order.keyboard.press("Escape")


@pytest.mark.parametrize("first", [101, 9_983])
def test_the_numbers_of_a_long_order_stand_on_one_line(page: Page, stage: Stage, first: int):
    stage.first = first
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/teams/1")
        heights = page.locator(".row .pos").evaluate_all("all => all.map(pos => pos.getBoundingClientRect().height)")
        assert heights == [44 if width == 320 else 28] * 18


def test_what_was_done_last_floats_above_no_form_and_stays_in_the_frame_of_the_page(page: Page, stage: Stage):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/shown/plan, with undo")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.locator(".toast")).to_have_count(0)
    edges = [page.locator(part).bounding_box() for part in ("h1", ".undo-line")]
    assert [box["x"] for box in edges if box] == [16, 16]


def test_the_menu_of_areas_stays_in_a_narrow_window(page: Page, stage: Stage):
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("/shown/queue, long words")
        page.get_by_text("Filter", exact=True).click()
        last = page.get_by_role("link", name="Area 39", exact=True)
        last.hover()
        menu = page.locator(".drop-down[open] ul").bounding_box()
        assert menu
        assert (menu["x"] >= 0, menu["x"] + menu["width"] <= width) == (True, True)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_bar_is_pressed_where_a_line_crosses_it(page: Page, stage: Stage):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/shown/flow")
    chart = page.locator("figure:first-of-type .chart")
    chart.scroll_into_view_if_needed()
    missed = chart.evaluate(
        """chart => {
            const line = chart.querySelector(".pct").getBoundingClientRect();
            return [...chart.querySelectorAll("a")].filter(link => {
                const box = link.getBoundingClientRect();
                return !link.contains(document.elementFromPoint(box.x + box.width / 2, line.y + line.height / 2));
            }).length;
        }"""
    )
    assert missed == 0
    assert chart.locator("a").count() > 20


# W2
def test_marks_stacked_on_a_letter_cover_no_other_line(order: Page):
    title = order.locator(".row-title").first
    title.evaluate("it => it.textContent = ' '")
    box = title.bounding_box()
    above = {"x": box["x"], "y": box["y"] - 120, "width": 60, "height": 100}
    before = order.screenshot(clip=above)
    title.evaluate("it => it.textContent = 'e' + '\\u0301'.repeat(150)")
    assert order.screenshot(clip=above) == before
    order.evaluate("document.querySelectorAll('main *').forEach(it => it.style.overflow = 'visible')")
    assert order.screenshot(clip=above) != before, "the marks are not high enough to show anything"


def test_a_row_shows_no_part_of_a_second_line(page: Page, stage: Stage):
    """A reason that does not fit next to its title is shown only on the item page."""
    cut = """rows => rows.filter(row => {
        const edge = row.getBoundingClientRect().bottom, main = row.querySelector(".row-main").getBoundingClientRect().bottom;
        return [...row.querySelectorAll(".row-main > *")].some(one => {
            const {top, bottom} = one.getBoundingClientRect();
            return bottom > edge && top < main + 4;
        });
    }).map(row => row.textContent)"""
    page.goto("/teams/1")
    for width in range(900, 1500, 30):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".rows > .row:not(.row-top)").evaluate_all(cut) == []


def test_long_words_leave_the_pull_and_the_next_rows_in_sight(page: Page, stage: Stage):
    """Without truncation, a title and a request of 200 characters each pushed them off the screen."""
    for width, height in ((390, 844), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/shown/queue, long words")
        expect(page.get_by_role("button", name="Pull")).to_be_in_viewport(ratio=1)
        heights = page.locator(".rows .row").evaluate_all("rows => rows.map(row => row.offsetHeight)")
        assert max(heights) < height / 2


@pytest.mark.parametrize("name", ["account", "item, block", "forecast, when", "team, people", "away"])
def test_what_stands_in_one_row_has_one_height(page: Page, stage: Stage, name: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/shown/{name}")
    heights = page.locator("main :is(.row-form, .roster li) :is(input.input, select.input, .btn):visible").evaluate_all(
        "all => [...new Set(all.map(one => one.offsetHeight))]"
    )
    assert heights == [36]


def test_the_moves_in_a_menu_look_like_buttons_and_their_word_is_whole(order: Page):
    """`.acts > li > button` is for the other lines of the menu. It removed the borders of the moves."""
    for width in (390, 1440):
        order.set_viewport_size({"width": width, "height": 900})
        order.reload()
        order.locator('[data-item="25"] .menu').click()
        moves = order.locator(".acts-pop .acts-move > button")
        expect(moves).to_have_count(4)
        assert moves.evaluate_all("all => all.map(one => getComputedStyle(one).borderTopWidth)") == ["1px"] * 4
        order.locator(".acts-move > span").evaluate("word => word.textContent = 'Verschieben'")
        assert order.locator(".acts-move > span").evaluate("word => word.getClientRects().length") == 1
        assert order.locator(".acts-move > span").evaluate("word => word.offsetHeight") < 30


@pytest.mark.parametrize("name", ["account", "home of who archived the only team"])
def test_fields_side_by_side_begin_at_one_height(page: Page, stage: Stage, name: str):
    """A hint under one field pushed the other field down."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/shown/{name}")
    tops = """forms => forms.flatMap(form => {
        const boxes = [...form.querySelectorAll(":scope > .field > .input")].map(one => one.getBoundingClientRect());
        return boxes.filter(a => boxes.some(b => b.left >= a.right && b.top < a.bottom && b.bottom > a.top && b.top !== a.top));
    }).length"""
    assert page.locator(".row-form-2").evaluate_all(tops) == 0
