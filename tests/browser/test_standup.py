"""A team's morning: the stand-up says in its order what needs help, and the next act of each row is one click away."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.domain.queue.item import State
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top, skip
from queue_app.usecases.transaction import run
from tests.browser.axe import violations
from tests.browser.serving import serving
from tests.browser.told import ACTS, HERE, MORNING, rows_of, spoken
from tests.cast import Cast
from tests.http.site import Site
from tests.store.rows import finished, start_back

SECTIONS = [
    "Blocked", "Older than expected", "Nobody on it", "Top item in progress", "Room", "Next pulls", "Order changed", "Finished",
    "Something missing?",
]  # fmt: skip


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
def site(morning: Cast, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The application, looked at and used when the morning is."""
    app: Flask = create_app(
        ENVIRONMENTS["testing"]({"DATABASE_URL": f"sqlite:///{tmp_path / 'none'}", "TOPMOST_DATA": str(tmp_path)})
    )
    app.extensions["doors"] = morning.doors
    for module in ("service.http.viewing", "web.radiator"):
        monkeypatch.setattr(f"queue_app.{module}.utc_now", lambda: morning.now)
    monkeypatch.setitem(run.__kwdefaults__, "clock_now", lambda: morning.now)
    with serving(app) as app.config["HERE"]:
        yield Site(app, morning)


def comes(browser: Browser, site: Site, who: int, **how: object) -> Page:
    """A page of somebody who is signed in, at the stand-up."""
    context = browser.new_context(
        base_url=site.app.config["HERE"], permissions=["clipboard-read", "clipboard-write"], **how
    )
    cookie = {"name": "topmost", "value": site.browser(who).cookie, "url": site.app.config["HERE"]}
    context.add_cookies([cookie])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"/teams/{site.cast.team}/standup")
    return page


def section(page: Page, name: str) -> Locator:
    return page.locator(".su").filter(has=page.get_by_role("heading", name=name, level=2))


def names(page: Page) -> list[str]:
    return [said.split("\n")[0] for said in page.locator(".su > h2").all_inner_texts()]


ROLES = pytest.mark.parametrize("who", list(ACTS))


@ROLES
def test_a_morning_is_told_in_its_order(browser: Browser, site: Site, who: str):
    page = comes(browser, site, getattr(site.cast, who))
    unseen = ("Next pulls", "Something missing?") if who == "carol" else ()
    assert names(page) == [name for name in SECTIONS if name not in unseen]
    told = [row for row in MORNING if row[0] not in unseen]
    assert rows_of(page)[: len(told)] == [(section, title) for section, title, *_ in told]
    for name, title, *says in told:
        row = section(page, name).locator("[data-row]").filter(has=page.get_by_role("link", name=title, exact=True))
        for words in says:
            expect(row).to_contain_text(words)
    shown = page.locator("main").inner_text()
    assert not [name for name in ("Alice", "Bob", "Carol") if name in shown]


@ROLES
def test_the_next_act_of_each_row_is_one_click_away(browser: Browser, site: Site, who: str):
    page = comes(browser, site, getattr(site.cast, who))
    for name, role, words, leads in ACTS[who]:
        page.goto(f"/teams/{site.cast.team}/standup")
        control = section(page, name).get_by_role(role, name=spoken(words))
        control.click()
        expect(page).to_have_url(re.compile(rf"/teams/\d+{leads}$"))
        if leads == HERE:
            expect(control).to_have_count(0)
            expect(page.get_by_role("alert")).to_have_count(0)
    assert {row[:1] for row in ACTS[who]} == {row[:1] for row in MORNING if who != "carol" or row[0] != "Next pulls"}


def test_what_was_clicked_is_done(browser: Browser, site: Site):
    alice = comes(browser, site, site.cast.alice)
    alice.get_by_role("button", name="Help Desk").click()
    expect(section(alice, "Blocked")).to_contain_text("2 on it")
    alice.get_by_role("button", name="Join Photos").click()
    expect(section(alice, "Nobody on it")).to_contain_text("Every item in progress has somebody on it")
    alice.get_by_role("button", name=spoken("Unblock Tax")).click()
    expect(section(alice, "Blocked").locator("article")).to_have_count(1)
    alice.get_by_role("button", name=spoken("Look for a second person: Refund")).click()
    expect(section(alice, "Next pulls")).to_contain_text("Looking for: a second person")
    bob = comes(browser, site, site.cast.bob)
    bob.get_by_role("button", name="Join Deposit").click()
    expect(section(bob, "Top item in progress")).not_to_contain_text("Swarm?")
    bob.keyboard.press("p")
    expect(section(bob, "Room")).to_contain_text("5 of 5 in progress")
    assert site.cast.item(6).state is State.IN_PROGRESS  # He skipped Refund himself.


def test_an_observer_has_nothing_to_press(browser: Browser, site: Site):
    carol = comes(browser, site, site.cast.carol)
    expect(carol.locator("main form[method=post], main button:not(form[method=get] button)")).to_have_count(0)
    expect(carol.locator("main")).not_to_contain_text("I do not know this area")


def test_keys_walk_the_rows_and_one_click_copies_the_text(browser: Browser, site: Site):
    alice = comes(browser, site, site.cast.alice)
    alice.get_by_role("link", name="Copy as text").click()
    expect(alice.get_by_role("link", name="Copied")).to_be_visible()
    assert "- Desk (#4): 7 d, waits for the bank" in alice.evaluate("navigator.clipboard.readText()")
    alice.get_by_role("heading", level=1).click()  # A link that has the focus keeps its own keys.
    for key in "jjjk":
        alice.keyboard.press(key)
    expect(alice.locator(":focus")).to_have_text("Tax")
    alice.keyboard.press("Enter")
    expect(alice).to_have_url(f"{site.app.config['HERE']}/teams/{site.cast.team}/items/7")


def test_without_scripts_the_text_is_a_page(browser: Browser, site: Site):
    alice = comes(browser, site, site.cast.alice, java_script_enabled=False)
    assert rows_of(alice)[: len(MORNING)] == [(name, title) for name, title, *_ in MORNING]
    alice.get_by_role("link", name="Copy as text").click()
    expect(alice.locator("body")).to_contain_text("Desk (#4): 7 d, waits for the bank")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_stand_up_and_the_wall_are_for_everybody(browser: Browser, site: Site, theme: str):
    page = comes(browser, site, site.cast.bob, reduced_motion="reduce", color_scheme=theme)
    for address in ("standup", "radiator"):
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
