"""A slow act shows that it is busy and is sent once. Without scripts, the page says beforehand how long it takes."""

from playwright.sync_api import Page, expect

from tests.browser.stage import Stage

HOLD = """() => { window.sent = 0; addEventListener("submit", (event) => {
  window.sent += !event.defaultPrevented; event.preventDefault(); }); }"""
"""Counts the requests without sending them, so the page stays in the state of waiting for the answer."""


def test_an_import_says_that_it_goes_on_and_is_sent_once(page: Page, stage: Stage, complaints: list[str]):
    page.goto("/shown/import, very large")
    expect(page.get_by_text("This takes about 20 seconds.")).to_be_visible()
    page.evaluate(HOLD)
    button = page.get_by_role("button", name="Import 100,000 items")
    button.click()
    expect(page.get_by_role("status").filter(has_text="100,000 items are being imported.")).to_be_visible()
    button.click()
    page.get_by_role("button", name="Check again").click()
    assert page.evaluate("window.sent") == 1


def test_a_small_import_promises_no_wait(page: Page, stage: Stage):
    page.goto("/shown/import, preview")
    expect(page.get_by_text("This takes about")).to_have_count(0)
