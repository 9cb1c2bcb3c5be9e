"""The pages under unusual conditions: zoom, touch, forced colours, reduced motion, a sleeping machine."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.stage import Stage
from tests.browser.test_live import moved

HEIGHTS = """(chosen) => [...new Set([...document.querySelectorAll(chosen)].map(
    one => Math.round(one.getBoundingClientRect().height)).filter(Boolean))]"""
PLAIN_ROWS = ".row:not(.row-top, .is-blocked):not(:has(.stamps))"


def test_rows_are_compact_for_a_mouse_and_larger_where_somebody_chose(order: Page):
    order.set_viewport_size({"width": 1440, "height": 900})
    assert max(order.evaluate(HEIGHTS, PLAIN_ROWS)) <= 37, "36 px and the line between two rows"
    assert order.evaluate(HEIGHTS, ".row .menu") == [28]
    order.evaluate("document.documentElement.dataset.density = 'comfortable'")
    assert min(order.evaluate(HEIGHTS, PLAIN_ROWS)) >= 48
    assert order.evaluate(HEIGHTS, ".row .menu") == [36]


def test_a_finger_has_44_px(browser: Browser, base_url: str, stage: Stage):
    with browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(f"{base_url}/teams/1")
        assert min(page.evaluate(HEIGHTS, ".row :is(.pos, .menu), .run-acts .btn, .run-acts .menu, .tools .btn")) >= 44


@pytest.mark.parametrize("name", ["queue", "queue, help first", "item", "stand-up", "forecast", "flow", "cover"])
def test_at_200_per_cent_nothing_is_wider_than_the_window(browser: Browser, base_url: str, stage: Stage, name: str):
    """A window of 1440 by 900 that is zoomed has half of the CSS pixels, each of twice as many dots."""
    with browser.new_context(viewport={"width": 720, "height": 450}, device_scale_factor=2) as context:
        page = context.new_page()
        page.goto(f"{base_url}/shown/{name}")
        assert page.evaluate("document.documentElement.scrollWidth") == 720


def test_with_forced_colours_edges_and_states_are_still_drawn(order: Page):
    order.emulate_media(forced_colors="active", reduced_motion="reduce")
    edges = "all => all.map(one => getComputedStyle(one).borderTopStyle)"
    for part in (".row", ".run", ".next"):
        assert set(order.locator(part).evaluate_all(edges)) == {"solid"}, part
    hatched = "one => getComputedStyle(one, '::before').backgroundImage"
    assert "gradient" in order.locator(".row.is-blocked").first.evaluate(hatched)
    order.locator('[data-item="25"] .pos').click()
    assert order.locator(".is-lifted").evaluate("one => getComputedStyle(one).outlineWidth") == "3px"
    # There axe compares the colours of the style sheets, which the system has replaced.
    assert [found for found in violations(order) if found[0] != "color-contrast"] == []


@pytest.mark.parametrize(("motion", "glides"), [("no-preference", True), ("reduce", False)])
def test_rows_glide_unless_somebody_asked_for_less_motion(order: Page, motion, glides: bool):
    order.emulate_media(reduced_motion=motion)
    order.evaluate("""() => {
        const plain = Element.prototype.animate;
        Element.prototype.animate = function (...how) { document.body.dataset.glided = "yes"; return plain.apply(this, how); };
    }""")
    order.locator('[data-item="25"] .pos').focus()
    order.keyboard.press("Space")
    order.keyboard.press("ArrowDown")
    expect(order.locator('[data-item="25"] .pos')).to_have_text("6")
    assert (order.locator("body").get_attribute("data-glided") == "yes") == glides


def test_after_sleep_a_page_catches_up_by_itself(page: Page, stage: Stage):
    page.clock.install()
    page.goto("/teams/1")
    page.clock.run_for(6_000)
    stage.change(*moved(stage, 38, 0))  # Its stream is resumed in an hour.
    page.clock.run_for(6_000)
    assert page.locator(".rows .row").first.get_attribute("data-item") == "21"
    page.clock.fast_forward(20_000)
    page.clock.run_for(1_000)
    expect(page.locator(".rows .row").first).to_have_attribute("data-item", "38")


def test_a_page_that_comes_back_from_the_history_catches_up(page: Page, stage: Stage):
    page.goto("/teams/1")
    stage.change(*moved(stage, 38, 0))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator(".rows .row").first).to_have_attribute("data-item", "38")


@pytest.mark.parametrize("width", [1440, 390])
def test_one_s_own_item_is_first_and_never_smaller_than_others(page: Page, stage: Stage, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("queue, own item", "queue, own item among four"):
        page.goto(f"/shown/{name}")
        own, *others = page.locator(".run").evaluate_all("all => all.map(one => one.offsetHeight)")
        expect(page.locator(".run").first).to_contain_class("is-mine")
        assert own >= max(others)
