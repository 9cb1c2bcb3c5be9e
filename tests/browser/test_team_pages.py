"""The four pages of a team are one screen each, in every language, for a team that has set up all of it."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import Installation
from tests.browser.morning import first_run, go, make_areas

AREAS = ("Reservations", "Invoices", "City tax", "Reports", "Interfaces", "Housekeeping", "Keys", "Search")
DAYS = "2027-12-24 Christmas Eve\n2027-12-31 New Year's Eve\n2028-01-06 Epiphany\n2028-04-17 Easter Monday"
SENTENCE = "Two branches have used it for a day without calling us."
PAGES = {"people": "", "work": "/work", "settings": "/settings", "links": "/links"}


def test_each_page_of_a_team_is_one_screen(installation: Installation, browser: Browser):
    bob = installation.visit(browser)
    first_run(bob, installation.set_up)
    set_up(bob)
    heights = {}
    for language in ("en-GB", "de-DE"):
        page = installation.visit(browser, locale=language, viewport={"width": 1440, "height": 900})
        page.context.add_cookies(bob.context.cookies())
        for name, path in PAGES.items():
            page.goto(f"/teams/1/team{path}")
            expect(page.locator("html")).to_have_attribute("lang", language[:2])
            heights[language, name] = page.evaluate("document.documentElement.scrollHeight")
            assert page.evaluate("document.documentElement.scrollWidth") == 1440
    assert {page: height for page, height in heights.items() if height > 900} == {}


def set_up(bob: Page) -> None:
    make_areas(bob, *AREAS)
    bob.get_by_text("Add days off").click()
    bob.locator("#calendar textarea").fill(DAYS)
    bob.get_by_role("button", name="Save days off").click()
    expect(bob.get_by_text("2 more to come")).to_be_visible()
    for limit in ("3", "4"):
        bob.locator("#wip-limit").fill(limit)
        bob.locator("#limit").get_by_label("Reason").fill("We are more people now, and two of us are new here")
        bob.locator("#limit").get_by_role("button", name="Change").click()
        expect(bob.locator(".limits tbody tr").first).to_contain_text(limit)
    bob.get_by_role("link", name="Settings", exact=True).click()
    bob.get_by_label("What finished means").fill(SENTENCE)
    bob.get_by_role("button", name="Save settings").click()
    expect(bob.get_by_text(f"Finished means: {SENTENCE}")).to_be_visible()
    bob.get_by_role("link", name="Links and programs").click()
    for name in ("The hall", "Sales", "The board"):
        bob.get_by_label("What for").fill(name)
        bob.get_by_role("button", name="Make a link").click()
        expect(bob.locator("#links .list-row").filter(has_text=name)).to_be_visible()
    go(bob, "Queue")
