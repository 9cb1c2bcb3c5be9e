"""The number of clicks for the most common acts of a team, from an empty installation on, as in docs/clicks.md."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import ROOT, Installation
from tests.browser.morning import account, row, titles

COUNT = """addEventListener("pointerdown", (event) => {
  if (event.isTrusted) sessionStorage.presses = +(sessionStorage.presses ?? 0) + 1; }, true)"""
LINES = """Deposit by card
City tax on the invoice
Search rooms by bed type
Send the voucher twice
Light in the lift
A quiet door
Breakfast for early guests
Night audit
Print the key card"""
TABLE = Path(ROOT / "docs" / "clicks.md")


def presses(page: Page) -> int:
    """The number of clicks since the last call."""
    return int(page.evaluate("() => { const n = sessionStorage.presses ?? 0; sessionStorage.presses = 0; return n; }"))


def test_what_a_team_does_most_takes_few_presses(installation: Installation, browser: Browser):
    bob = installation.visit(browser, permissions=["clipboard-read", "clipboard-write"])
    bob.add_init_script(COUNT)
    bob.set_viewport_size({"width": 1440, "height": 900})
    now = {
        "First pull": first_pull(bob, installation.set_up),
        "Block": block(bob),
        "Finish": finish(bob),
        "Move by dragging": drag(bob),
        "Move to a position": to_position(bob),
        "Invite eight people": invite(bob),
    }
    assert now == {
        "First pull": 3,
        "Block": 2,
        "Finish": 2,
        "Move by dragging": 1,
        "Move to a position": 3,
        "Invite eight people": 3,
    }
    assert now == {
        name: int(count)
        for name, count in re.findall(r"^\| ([^|]+?) \|.*\| (\d+) \|$", TABLE.read_text(), re.MULTILINE)
    }


def first_pull(bob: Page, link: str) -> int:
    bob.goto(link)
    bob.get_by_role("textbox", name="Team").fill("Tigers")
    bob.get_by_label("How many people?").fill("8")
    account(bob, "Bob", "bob@example.org")
    bob.get_by_role("button", name="Make the team").click()
    bob.get_by_label("One item per line").fill(LINES)
    bob.get_by_role("button", name="Add items").click()
    bob.get_by_role("button", name="Pull").click()
    expect(bob.locator(".run")).to_contain_text("Bob on it")
    return presses(bob)


def block(bob: Page) -> int:
    bob.locator(".run").get_by_role("link", name="Block").click()
    expect(bob.locator("#dialog [name=reason]")).to_be_focused()
    bob.keyboard.type("The bank has not answered")
    bob.locator("#dialog").get_by_role("button", name="Block").click()
    expect(bob.locator(".run .blocked")).to_contain_text("The bank has not answered")
    return presses(bob)


def finish(bob: Page) -> int:
    bob.locator(".run").get_by_role("link", name="Finish").click()
    bob.locator("#dialog").get_by_role("button", name="Finish").click()
    expect(bob.locator(".run")).to_have_count(0)
    return presses(bob)


def drag(bob: Page) -> int:
    """Drag the last item above the one before it. Below the top no reason is asked."""
    last, other = row(bob, "Print the key card").bounding_box(), row(bob, "Night audit").bounding_box()
    assert last
    assert other
    bob.mouse.move(last["x"] + 500, last["y"] + 15)
    bob.mouse.down()
    bob.mouse.move(last["x"] + 500, other["y"] + 5, steps=8)
    bob.mouse.up()
    expect(bob.locator(".undo-line")).to_contain_text("is now at position 7")
    expect(titles(bob).nth(6)).to_have_text("Print the key card")
    return presses(bob)


def to_position(bob: Page) -> int:
    row(bob, "Print the key card").locator(".menu").click()
    bob.get_by_role("link", name="To position").click()
    bob.get_by_label("To position").fill("8")
    bob.get_by_role("button", name="Move here").click()
    expect(titles(bob).nth(7)).to_have_text("Print the key card")
    return presses(bob)


def invite(bob: Page) -> int:
    bob.get_by_role("link", name="Invite your team").click()
    bob.get_by_label("How many people").fill("8")
    bob.get_by_role("button", name="Make an invitation").click()
    bob.locator(".made").get_by_role("link", name="Copy").click()
    expect(bob.locator("#said")).to_have_text("Copied")
    return presses(bob)
