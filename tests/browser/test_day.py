"""A day of a team of two on the real server, from the set-up link to the stand-up. Bob manages, Alice comes by his invitation."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import Installation
from tests.browser.morning import (
    come_by,
    first_run,
    flip_the_coin,
    go,
    invitation,
    lift_with_a_reason,
    make_areas,
    move_with_a_reason,
    paste,
    row,
    titles,
)


@pytest.fixture
def bob(installation: Installation, browser: Browser) -> Page:
    return installation.visit(browser)


@pytest.fixture
def alice(installation: Installation, browser: Browser) -> Page:
    return installation.visit(browser)


def test_a_team_plays_a_day(installation: Installation, bob: Page, alice: Page):
    first_run(bob, installation.set_up)
    paste(bob)
    lift_with_a_reason(bob)
    move_with_a_reason(bob)
    flip_the_coin(bob)
    make_areas(bob, "Payments", "Search")
    come_by(alice, invitation(bob))
    pull(bob, "Print the key card at the desk")
    plan(bob, "Choose the printer", "Draw the card")
    ask_for_company(bob)
    join(alice, "Print the key card at the desk")
    tick_and_split(alice)
    pull_beside(alice)
    block(alice)
    swap(bob)
    finish(bob)
    take_back_and_finish_again(bob)
    reopen(bob)
    see_it_at_the_stand_up(alice)
    see_the_order_history(bob)


def pull(page: Page, title: str) -> None:
    go(page, "Queue")
    expect(page.get_by_role("button", name="Pull")).to_be_visible()
    page.wait_for_load_state()  # Keys are heard once the scripts have run.
    page.keyboard.press("p")
    card = page.locator(".run").filter(has_text=title)
    expect(card).to_contain_text("Bob on it")
    expect(card.get_by_role("link", name=title, exact=True)).to_be_focused()
    expect(page.locator("#h-run")).to_have_text("In progress 1 of 2")
    card.get_by_role("link", name=title, exact=True).click()


def plan(bob: Page, *steps: str) -> None:
    for step in steps:
        bob.get_by_label("Another step").fill(step)
        bob.get_by_role("button", name="Add", exact=True).click()
        expect(bob.get_by_role("checkbox", name=step)).to_be_visible()
    expect(bob.locator(".plan")).to_contain_text("plan 0 of 2")


def ask_for_company(bob: Page) -> None:
    bob.get_by_text("Ask for help").click()
    bob.get_by_label("Looking for").fill("somebody who knows printers")
    bob.get_by_role("button", name="Ask", exact=True).click()
    expect(bob.locator(".note").filter(has_text="Looking for: somebody who knows printers")).to_be_visible()


def join(alice: Page, title: str) -> None:
    alice.goto("/")
    alice.get_by_role("link", name="Tigers").first.click()
    expect(alice.locator(".run .stamp")).to_have_text("Looking for help")
    expect(alice.locator(".run-state")).to_contain_text("Looking for: somebody who knows printers")
    alice.get_by_role("button", name=f"Join {title}").click()
    expect(alice.locator(".run-top")).to_contain_text("Bob and Alice on it")


def tick_and_split(alice: Page) -> None:
    alice.locator(".run h3 a").click()
    alice.get_by_role("checkbox", name="Choose the printer").click()
    expect(alice.get_by_role("checkbox", name="Choose the printer")).to_be_checked()
    alice.get_by_role("link", name="Split", exact=True).click()
    alice.get_by_label("Pieces, one per line").press("Control+End")
    alice.keyboard.type("Print the key card at the kiosk")
    alice.get_by_role("button", name="Split", exact=True).click()
    expect(alice.get_by_role("link", name="Print the key card at the kiosk", exact=True)).to_be_visible()
    expect(alice.locator(".hist li").first).to_contain_text("was split")


def pull_beside(alice: Page) -> None:
    go(alice, "Queue")
    alice.get_by_text("keep both").click()
    alice.get_by_role("button", name="Pull").click()
    expect(alice.get_by_role("heading", name="Help finish one item")).to_be_visible()
    expect(alice.locator(".full")).to_contain_text("2 items are in progress. Blocked ones count.")


def block(alice: Page) -> None:
    alice.get_by_role("link", name="Print the key card at the kiosk", exact=True).click()
    alice.get_by_role("link", name="Block", exact=True).click()
    alice.get_by_label("What does it wait for?").fill("waits for the printer driver")
    alice.get_by_label("Kind").select_option(label="outside people, outside the team")
    alice.get_by_label("Next step").fill("call the vendor")
    alice.get_by_role("button", name="Block", exact=True).click()
    expect(alice.get_by_role("heading", name="waits for the printer driver")).to_be_visible()
    expect(alice.get_by_role("navigation")).to_contain_text("one blocked item")


def swap(bob: Page) -> None:
    go(bob, "Queue")
    bob.get_by_role("link", name="Swap Print the key card at the kiosk").click()
    bob.get_by_label("We cannot go on").check()
    bob.get_by_label("keep both").check()
    bob.get_by_role("button", name="Swap", exact=True).click()
    expect(bob.locator(".undo-line")).to_contain_text("“Night audit closes by itself” is now in progress")
    expect(row(bob, "kiosk")).to_contain_text("A pull passes over it.")


def finish(bob: Page) -> None:
    bob.get_by_role("link", name="Finish Print the key card at the desk").click()
    expect(bob.get_by_label("Alice")).to_be_checked()
    touched = bob.get_by_role("group", name="Areas (up to three)")
    expect(touched.get_by_role("checkbox")).to_have_count(2)
    expect(touched.get_by_role("checkbox", name="Payments")).not_to_be_checked()
    touched.get_by_role("checkbox", name="Payments").check()
    bob.get_by_label("Finish anyway").check()
    bob.get_by_role("button", name="Finish", exact=True).click()
    expect(bob.locator(".undo-line")).to_contain_text("is finished")
    expect(bob.locator(".run h3 a")).to_have_text("Night audit closes by itself")


def take_back_and_finish_again(bob: Page) -> None:
    bob.get_by_role("button", name="Undo").click()
    desk = bob.get_by_role("link", name="Finish Print the key card at the desk")
    expect(desk).to_be_visible()
    finish(bob)
    go(bob, "Finished")
    expect(bob.locator(".done .title")).to_have_text("Print the key card at the desk")
    expect(bob.locator(".done .areas")).to_have_text("Areas: Payments")
    bob.get_by_role("link", name="Print the key card at the desk", exact=True).click()
    expect(bob.get_by_text("2 people worked on it.")).to_be_visible()


def reopen(bob: Page) -> None:
    bob.get_by_role("link", name="Reopen").click()
    bob.get_by_label("Why?").fill("The card is unreadable")
    bob.get_by_role("button", name="Reopen").click()
    expect(bob.get_by_text("it waits at the top")).to_be_visible()
    go(bob, "Queue")
    expect(titles(bob).first).to_have_text("Print the key card at the desk")
    expect(bob.locator(".next .why")).to_contain_text("The card is unreadable")


def see_it_at_the_stand_up(alice: Page) -> None:
    go(alice, "Stand-up")
    blocked = alice.locator(".help > .is-blocked")
    expect(blocked.get_by_role("link", name="Print the key card at the kiosk", exact=True)).to_be_visible()
    expect(blocked).to_contain_text("call the vendor")
    expect(alice.get_by_role("main")).not_to_contain_text("Bob")
    alice.get_by_label("What is missing here?").fill("The lift needs a light")
    alice.get_by_role("button", name="Add", exact=True).click()
    expect(alice.get_by_text("Added “The lift needs a light” at position")).to_be_visible()
    go(alice, "Queue")
    expect(row(alice, "The lift needs a light")).to_contain_text("New")


def see_the_order_history(bob: Page) -> None:
    go(bob, "Order")
    lines = bob.locator(".hist li")
    expect(lines.filter(has_text="Guests stand in line for it")).to_contain_text("Bob")
    expect(lines.filter(has_text="made room for “Night audit closes by itself”")).to_contain_text("We cannot go on")
    expect(lines.filter(has_text="won the coin flip")).to_have_count(1)
    expect(lines.filter(has_text="was reopened")).to_contain_text("The card is unreadable")
