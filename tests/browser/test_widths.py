"""Widths between a phone and a desktop: rows contain their content, and no word in the bar breaks."""

import pytest
from playwright.sync_api import Page

CROWDED = """() => { for (const [n, row] of document.querySelectorAll(".rows .row:not(.row-top)").entries()) {
  const title = row.querySelector(".row-title");
  title.textContent = "A title of some length ".repeat(n % 7);
  const add = (kind, html) => row.querySelector(kind) || title.parentElement.insertAdjacentHTML("beforeend", html);
  if (n % 3 === 0) add(".stamps",
    '<p class="stamps"><span class="stamp stamp-accent">New</span> <button class="btn btn-plain">Keep here</button></p>');
  if (n % 2) add(".why", '<p class="why">It is a long reason, as people write it</p>'); } }"""
OUTSIDE = """() => [...document.querySelectorAll(".rows .row")].flatMap((row) => {
  const box = row.getBoundingClientRect(), main = row.querySelector(".row-main").getBoundingClientRect();
  return [...row.querySelectorAll(".row-main :is(.row-title, .no, .why, .stamps, .btn)")]
    .map((one) => one.getBoundingClientRect())
    .filter((one) => one.width && one.top < main.bottom)
    .filter((one) => one.top < box.top - 1 || one.bottom > box.bottom + 1 || one.right > main.right + 1)
    .map((one) => [row.dataset.item, one.top - box.top, one.bottom - box.bottom, one.right - main.right]); })"""


@pytest.mark.parametrize("width", [320, 600, 900, 1160, 1300])
def test_nothing_of_a_row_stands_outside_of_it(order: Page, width: int):
    order.set_viewport_size({"width": width, "height": 900})
    order.evaluate(CROWDED)
    assert order.locator(".row:not(.row-top) .why").count() > 3
    assert order.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [897, 960, 1024, 1200, 1280])
def test_no_word_of_the_bar_breaks(order: Page, width: int):
    order.set_viewport_size({"width": width, "height": 700})
    words = order.locator(".nav a:not(.for-thumb) span:not(.vh, .flag)")
    assert words.count() == 8
    order.locator(".team").evaluate("team => { team.textContent = 'A team with a name of many words and letters'; }")
    assert words.evaluate_all("words => words.filter((word) => word.getClientRects()[0].height > 28).length") == 0
    assert order.evaluate("document.documentElement.scrollWidth") == width
