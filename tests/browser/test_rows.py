"""What stands in a row stays in the row: long titles, reasons and marks share one line, and none is cut off by the next row."""

import pytest
from playwright.sync_api import Page

CROWDED = """() => { for (const [n, row] of document.querySelectorAll(".rows .row:not(.row-top)").entries()) {
  const title = row.querySelector(".row-title");
  title.textContent = "A title of some length ".repeat(n % 7);
  if (n % 2) title.parentElement.insertAdjacentHTML("beforeend", '<p class="why">Because it is a long reason, as people write it</p>');
  if (n % 3 === 0) title.parentElement.insertAdjacentHTML("beforeend",
    '<p class="stamps"><span class="stamp stamp-accent">New</span> <button class="btn btn-plain">Keep here</button></p>'); } }"""
OUTSIDE = """() => [...document.querySelectorAll(".rows .row")].flatMap((row) => {
  const box = row.getBoundingClientRect(), main = row.querySelector(".row-main").getBoundingClientRect();
  return [...row.querySelectorAll(".row-main :is(.row-title, .no, .why, .stamps, .btn)")].map((one) => one.getBoundingClientRect())
    .filter((one) => one.width && (one.top < box.top - 1 || one.bottom > box.bottom + 1 || one.right > main.right + 1))
    .map((one) => [row.dataset.item, one.top - box.top, one.bottom - box.bottom, one.right - main.right]); })"""


@pytest.mark.parametrize("width", [320, 600, 900, 1160, 1300])
def test_nothing_of_a_row_stands_outside_of_it(order: Page, width: int):
    order.set_viewport_size({"width": width, "height": 900})
    order.evaluate(CROWDED)
    assert order.locator(".row:not(.row-top) .why").count() > 3
    assert order.evaluate(OUTSIDE) == []
