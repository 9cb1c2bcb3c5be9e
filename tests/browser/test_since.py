"""A thin line says what is new on a page since this browser showed it last."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage

NUMBERS = (
    """kind => [...document.querySelectorAll(`[data-since=${kind}] [data-at]`)].map(one => Number(one.dataset.at))"""
)
AROUND = """line => [line.previousElementSibling, line.nextElementSibling].map(one => Number(one.dataset.at))"""


@pytest.mark.parametrize(("name", "kind"), [("item", "history"), ("item", "notes"), ("order history", "order")])
def test_a_line_parts_what_is_new_from_what_was_seen(
    page: Page, stage: Stage, complaints: list[str], name: str, kind: str
):
    line = page.locator(f"[data-since={kind}] .since")
    page.goto(f"/shown/{name}")
    expect(line).to_have_count(0), "at the first look nothing is new"
    numbers = page.evaluate(NUMBERS, kind)
    older = sorted(numbers)[-2]
    page.evaluate("([kind, n]) => localStorage.setItem(`since ${location.pathname} ${kind}`, n)", [kind, older])
    page.reload()
    expect(line).to_have_text("New since you looked")
    assert set(line.evaluate(AROUND)) == {older, max(numbers)}
    page.reload()
    expect(line).to_have_count(0)


def test_what_one_does_oneself_is_not_new(page: Page, stage: Stage):
    page.goto("/shown/item")
    page.evaluate("localStorage.setItem(`since ${location.pathname} notes`, 0)")
    page.evaluate("document.dispatchEvent(new Event('submit'))")
    page.reload()
    expect(page.locator("[data-since=notes] [data-at]").first).to_be_visible()
    expect(page.locator(".since")).to_have_count(0)
