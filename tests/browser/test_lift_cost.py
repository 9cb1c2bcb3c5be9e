"""The cost of a lifted row at its current position, in its panel and on the rows it passed, until it is dropped or returned."""

from playwright.sync_api import Page, expect

from tests.browser.test_lift import lift, numeral


def dates(page: Page, number: int):
    return page.locator(f'[data-item="{number}"] .fc')


def test_while_a_row_is_lifted_the_page_says_what_it_costs(order: Page):
    own = dates(order, 26).inner_text()
    lift(order, 27, "ArrowUp")
    expect(order.locator(".lift")).to_contain_text("One item slips")
    expect(order.locator(".lift")).to_contain_text("by 2 days")
    expect(dates(order, 26)).to_contain_text("slips by 2 days")
    expect(dates(order, 27)).to_contain_text("sooner by 2 days")
    order.keyboard.press("Escape")
    expect(dates(order, 26)).to_have_text(own)


def test_where_it_stood_it_costs_nothing(order: Page):
    own = dates(order, 26).inner_text()
    lift(order, 27, "ArrowUp")
    expect(dates(order, 26)).to_contain_text("slips")
    order.keyboard.press("ArrowDown")
    expect(dates(order, 26)).to_have_text(own)
    expect(order.locator("[data-lift-cost]")).to_be_empty()


def test_the_last_place_counts_however_quickly_it_moves(order: Page, clock, stage):
    clock.install()
    clock.pause_at(order.evaluate("Date.now() + 1000"))  # The keys are quicker than the clock on any machine.
    lift(order, 30, "ArrowUp", "ArrowUp", "ArrowUp")
    clock.run_for(200)
    expect(order.locator(".lift")).to_contain_text("One item slips")
    assert stage.costs == [{"items": "30", "above": "27"}]


def test_a_lost_answer_leaves_the_dates_as_they_are(order: Page, stage):
    stage.costs_fail = True
    own = dates(order, 26).inner_text()
    lift(order, 27, "ArrowUp")
    order.wait_for_timeout(400)
    assert dates(order, 26).inner_text() == own
    order.keyboard.press("Space")
    expect(numeral(order, 27)).to_have_text("6")


def test_a_bar_that_runs_off_the_axis_is_cut_there(order: Page):
    assert order.locator(".span").last.evaluate("svg => getComputedStyle(svg).overflow") == "hidden"


def test_a_bar_stands_under_its_axis_also_where_a_row_has_no_areas(order: Page):
    order.locator(".row .areas").first.evaluate("areas => areas.remove()")
    left, axis = (order.locator(one).first.bounding_box()["x"] for one in (".row .span", ".cols svg"))
    assert left == axis
