"""A team's morning: the stand-up says what needs help, most pressing first, and the next act of each row is one click away."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top, skip
from queue_app.usecases.transaction import run
from tests.browser.axe import violations
from tests.browser.serving import serving
from tests.browser.told import ACTS, HERE, MORNING, PULLS, rows_of, spoken
from tests.cast import Cast
from tests.http.site import Site
from tests.store.rows import finished, start_back


@pytest.fixture
def morning(cast: Cast) -> Cast:
    """Desk runs and is blocked, so is Tax, which waits; Map is over age; nobody is on Photos; on Deposit, the top one, are fewer
    than on Map below it; Refund comes next, and two have skipped it."""
    finished(cast, *range(1, 21), on=(cast.now - timedelta(days=9)).date())
    cast.do(set_limit, limit=5, reason="there are five of us")
    cast.add("Deposit", "Map", "Photos", "Desk", "Refund", "Search", "Tax")
    for who in (cast.alice, cast.alice, cast.bob, cast.bob):
        cast.do(pull_top, by=who, others="both")
    cast.do(join, by=cast.bob, item=2, others="both")
    cast.do(leave, by=cast.bob, item=3)
    cast.do(block, by=cast.bob, item=4, sentence="waits for the bank")
    cast.do(block, by=cast.bob, item=7, sentence="waits for the office")
    cast.now += timedelta(days=7)
    for who in (cast.alice, cast.bob):
        cast.do(skip, by=who, item=5, kind="area")
    start_back(cast, 2, 19)
    return cast


@pytest.fixture
def site(browser: Browser, morning: Cast, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The application, looked at and used when the morning is. Its pages close with it, or they ask for it on and on."""
    app: Flask = create_app(
        ENVIRONMENTS["testing"]({"DATABASE_URL": f"sqlite:///{tmp_path / 'none'}", "TOPMOST_DATA": str(tmp_path)})
    )
    app.extensions["doors"] = morning.doors
    for module in ("service.http.viewing", "web.radiator"):
        monkeypatch.setattr(f"queue_app.{module}.utc_now", lambda: morning.now)
    monkeypatch.setitem(run.__kwdefaults__, "clock_now", lambda: morning.now)
    others = browser.contexts
    with serving(app) as app.config["HERE"]:
        yield Site(app, morning)
        for context in browser.contexts:
            if context not in others:
                context.close()


def comes(browser: Browser, site: Site, who: int, **how: object) -> Page:
    """The stand-up page of a signed-in person."""
    context = browser.new_context(
        base_url=site.app.config["HERE"], permissions=["clipboard-read", "clipboard-write"], **how
    )
    cookie = {"name": "topmost", "value": site.browser(who).cookie, "url": site.app.config["HERE"]}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(f"/teams/{site.cast.team}/standup")
    return page


def row(page: Page, title: str) -> Locator:
    return page.locator("main [data-row]").filter(has=page.get_by_role("link", name=title, exact=True))


ROLES = pytest.mark.parametrize("who", list(ACTS))


@ROLES
def test_a_morning_is_told_in_its_order(browser: Browser, site: Site, who: str):
    page = comes(browser, site, getattr(site.cast, who))
    assert rows_of(page) == [title for title, *_ in MORNING]
    for title, *says in [*MORNING, *(PULLS if who != "carol" else [])]:
        for words in says:
            expect(row(page, title)).to_contain_text(words)
    shown = page.locator("main").inner_text()
    assert not [name for name in ("Alice", "Bob", "Carol") if name in shown]


@ROLES
def test_the_next_act_of_each_row_is_one_click_away(browser: Browser, site: Site, who: str):
    page = comes(browser, site, getattr(site.cast, who))
    for title, role, words, leads in ACTS[who]:
        page.goto(f"/teams/{site.cast.team}/standup")
        control = row(page, title).get_by_role(role, name=spoken(words))
        if not control.is_visible():
            row(page, title).locator("summary").click()
        control.click()
        expect(page).to_have_url(re.compile(rf"/teams/\d+{leads}$"))
        if leads == HERE:
            expect(control).to_have_count(0)
            expect(page.get_by_role("alert")).to_have_count(0)


def test_two_blocked_items_the_top_and_the_room_are_seen_without_scrolling(browser: Browser, site: Site):
    page = comes(browser, site, site.cast.alice, viewport={"width": 1440, "height": 900})
    seen = [*(row(page, title) for title in ("Desk", "Tax", "Deposit", "Refund")), page.locator(".room")]
    ends = [box["y"] + box["height"] for one in seen if (box := one.bounding_box())]
    assert [end for end in ends if end > 900] == []
    assert len(ends) == 5
    for name in ("Order changed", "Finished"):
        expect(page.get_by_role("group").filter(has_text=name)).not_to_have_attribute("open", "")


def test_the_keys_walk_through_the_items_and_the_room_sees_what_others_do(browser: Browser, site: Site):
    alice = comes(browser, site, site.cast.alice)
    wall = comes(browser, site, site.cast.carol)
    alice.keyboard.press("ArrowRight")
    expect(alice.locator("h1")).to_contain_text("Desk")
    alice.wait_for_load_state()
    wall.goto(alice.url)
    for key, title in (("ArrowRight", "Tax"), ("ArrowRight", "Map"), ("ArrowLeft", "Tax"), ("ArrowLeft", "Desk")):
        alice.keyboard.press(key)
        expect(alice.locator("h1")).to_contain_text(title)
        alice.wait_for_load_state()  # Keys are heard once the scripts have run.
    alice.locator(".walk-item summary").click()
    alice.get_by_role("button", name="Help Desk").click()
    expect(wall.locator(".walk-facts")).to_contain_text("2 on it", timeout=10_000)
    alice.get_by_role("button", name="Unblock Desk").click()
    expect(wall.locator(".walk-item")).not_to_contain_text("waits for the bank")
    alice.keyboard.press("Escape")
    expect(alice).to_have_url(re.compile(r"/standup$"))


def test_an_observer_has_nothing_to_press(browser: Browser, site: Site):
    carol = comes(browser, site, site.cast.carol)
    expect(carol.locator("main form[method=post], main button:not(form[method=get] button)")).to_have_count(0)
    expect(carol.locator("main")).not_to_contain_text("I do not know this area")


def test_keys_walk_the_rows_and_one_click_copies_the_text(browser: Browser, site: Site):
    alice = comes(browser, site, site.cast.alice)
    alice.get_by_role("link", name="Copy as text").click()
    expect(alice.get_by_role("link", name="Copied")).to_be_visible()
    assert "- Desk (#4): 7 d, waits for the bank" in alice.evaluate("navigator.clipboard.readText()")
    alice.get_by_role("heading", level=1).click()  # A focused link keeps its own keys.
    for key in "jjjk":
        alice.keyboard.press(key)
    expect(alice.locator(":focus")).to_have_text("Tax")
    alice.keyboard.press("Enter")
    expect(alice).to_have_url(f"{site.app.config['HERE']}/teams/{site.cast.team}/items/7")


def test_without_scripts_the_text_is_a_page(browser: Browser, site: Site):
    alice = comes(browser, site, site.cast.alice, java_script_enabled=False)
    assert rows_of(alice) == [title for title, *_ in MORNING]
    alice.get_by_role("link", name="Walk through").click()
    alice.get_by_role("link", name="Then: Tax").click()
    expect(alice.locator("h1")).to_contain_text("Tax")
    alice.get_by_role("link", name="Close").click()
    alice.get_by_role("link", name="Copy as text").click()
    expect(alice.locator("body")).to_contain_text("Desk (#4): 7 d, waits for the bank")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_stand_up_and_the_wall_are_for_everybody(browser: Browser, site: Site, theme: str):
    page = comes(browser, site, site.cast.bob, reduced_motion="reduce", color_scheme=theme)
    for address in ("standup", "standup?walk=1", "standup?walk=6", "radiator"):
        page.goto(f"/teams/{site.cast.team}/{address}")
        for width in (1440, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert violations(page) == []


def test_the_wall_fits_its_screen(browser: Browser, site: Site):
    wall = comes(browser, site, site.cast.carol, viewport={"width": 1920, "height": 1080})
    wall.goto(f"/teams/{site.cast.team}/radiator")
    tall = """() => [...document.querySelectorAll('.rd, .rd-a, .rd-right, .rd-e, .rd-run')]
        .filter((one) => one.scrollHeight > one.clientHeight + 2)
        .map((one) => one.className)"""
    assert wall.evaluate(tall) == []
    sizes = """() => Math.min(...[...document.querySelectorAll('.rd p, .rd h2, .rd h3, .rd text, .rd span:not(.vh)')]
        .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    assert wall.evaluate(sizes) >= 28
