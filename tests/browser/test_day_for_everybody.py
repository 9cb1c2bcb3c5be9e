"""The same server without scripts, on a phone, and checked with axe."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.installation import Installation
from tests.browser.morning import LINES, first_run, go, paste, row, titles

PHONE = {"width": 390, "height": 844}


def test_a_day_without_scripts_on_a_phone(installation: Installation, browser: Browser):
    page = installation.visit(browser, java_script_enabled=False, viewport=PHONE)
    first_run(page, installation.set_up)
    sign_out_and_in(page)
    paste(page)
    move(page)
    pull(page)
    block(page)
    finish_and_undo(page)


def sign_out_and_in(page: Page) -> None:
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/teams/1")
    page.get_by_label("E-mail").fill("bob@example.org")
    page.get_by_label("Password").fill("not this one at all")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".refusal")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("bob@example.org")
    page.get_by_label("Password").fill("a long sentence of Bob")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{page.url.partition('/teams')[0]}/teams/1")


def move(page: Page) -> None:
    row(page, "Night audit").get_by_role("link", name="move Night audit").click()
    page.get_by_role("button", name="Top", exact=True).click()
    expect(page.locator(".refusal")).to_contain_text("say why in one sentence")
    page.get_by_label("Kind of reason").select_option(label="Date")
    page.get_by_label("Reason, in one sentence").fill("The auditors come on Friday")
    page.get_by_role("button", name="Top", exact=True).click()
    expect(titles(page).first).to_have_text("Night audit closes by itself")
    expect(page.locator(".next .why")).to_contain_text("The auditors come on Friday")


def pull(page: Page) -> None:
    page.get_by_role("button", name="Pull").click()
    expect(page.locator(".run")).to_contain_text("Bob on it")
    expect(titles(page)).to_have_count(len(LINES.split("\n")) - 2)


def block(page: Page) -> None:
    page.get_by_role("link", name="Night audit closes by itself", exact=True).click()
    page.get_by_label("More").click()
    page.get_by_role("link", name="Block", exact=True).click()
    page.get_by_label("What does it wait for?").fill("waits for the auditors")
    page.get_by_role("button", name="Block", exact=True).click()
    expect(page.get_by_role("heading", name="waits for the auditors")).to_be_visible()


def finish_and_undo(page: Page) -> None:
    page.get_by_role("link", name="Finish", exact=True).click()
    page.get_by_role("button", name="Finish", exact=True).click()
    expect(page.get_by_role("link", name="Reopen")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="waits for the auditors")).to_be_visible()
    go(page, "Queue")
    expect(page.locator(".run")).to_contain_text("Blocked")


def test_a_narrow_phone_has_a_bar_for_the_thumb_and_the_rest_behind_more(installation: Installation, browser: Browser):
    page = installation.visit(browser, java_script_enabled=False, viewport={"width": 320, "height": 640})
    first_run(page, installation.set_up)
    bar = page.get_by_role("navigation", name="Pages")
    targets = [*bar.get_by_role("link").all(), bar.get_by_role("button").last]
    assert len(targets) <= 6
    assert all(box["width"] >= 53 and box["height"] >= 44 for box in (target.bounding_box() for target in targets))
    for name in ("Finished", "Order", "Team", "Account"):
        bar.get_by_role("button", name="More").click()
        bar.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.goto("/teams/1")


def test_real_pages_are_for_everybody(installation: Installation, browser: Browser):
    page = installation.visit(browser, viewport=PHONE, has_touch=True)
    first_run(page, installation.set_up)
    paste(page)
    page.get_by_role("button", name="Pull").click()
    expect(page.locator(".run")).to_have_count(1)
    for address in ("/teams/1", "/teams/1/items/1", "/teams/1/team", "/teams/1/forecast", "/teams/1/flow"):
        page.goto(address)
        for width, theme in ((390, "light"), (1440, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # No colours in transition.
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert violations(page) == []
