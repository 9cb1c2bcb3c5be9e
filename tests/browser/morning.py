"""The first day of a team: the first run, its work in one order, areas, and the invitation of a second person."""

import re

from playwright.sync_api import Locator, Page, expect

LINES = """Deposit by card
City tax on the invoice

Search rooms by bed type
Send the voucher twice
Night audit closes by itself
Print the key card at the desk"""


def first_run(bob: Page, link: str) -> None:
    bob.goto(link)
    bob.get_by_role("textbox", name="Team").fill("Tigers")
    bob.get_by_label("How many people?").fill("3")
    account(bob, "Bob", "bob@example.org")
    bob.get_by_role("button", name="Make the team").click()
    expect(bob.get_by_role("heading", name="Nothing waits")).to_be_visible()
    expect(bob.locator("#h-run")).to_have_text("In progress 0 of 2")


def account(page: Page, name: str, email: str) -> None:
    page.get_by_label("Your name").fill(name)
    if page.get_by_label("E-mail").is_editable():  # An invitation already has the address.
        page.get_by_label("E-mail").fill(email)
    expect(page.get_by_label("E-mail")).to_have_value(email)
    page.get_by_label("Password").fill(f"a long sentence of {name}")


def paste(bob: Page) -> None:
    bob.get_by_label("One item per line").fill(LINES)
    bob.get_by_role("button", name="Add items").click()
    expect(titles(bob)).to_have_text([line for line in LINES.splitlines() if line])
    expect(bob.get_by_role("heading", level=1)).to_contain_text("Deposit by card")


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()


def titles(page: Page) -> Locator:
    return page.locator(".rows .row-title")


def row(page: Page, title: str) -> Locator:
    return page.locator(".rows [data-item]").filter(has_text=title)


def lift_with_a_reason(bob: Page) -> None:
    row(bob, "Print the key card").locator(".pos").focus()
    for key in ("Space", "Home", "Space"):
        bob.keyboard.press(key)
    expect(bob.locator("[data-lift-ask]")).to_contain_text("say why in one sentence")
    bob.get_by_label("Kind of reason").select_option(label="We learned something")
    bob.get_by_label("Reason", exact=True).fill("Guests stand in line for it")
    bob.get_by_role("button", name="Move here").click()
    expect(bob.locator(".is-lifted")).to_have_count(0)
    expect(titles(bob).first).to_have_text("Print the key card at the desk")
    expect(bob.locator(".next .why")).to_contain_text("Guests stand in line for it")


def move_with_a_reason(bob: Page) -> None:
    row(bob, "Night audit").locator(".pos").click()
    bob.get_by_role("link", name="To position…").click()
    bob.get_by_label("To position").fill("2")
    bob.get_by_role("button", name="Move here").click()
    expect(bob.locator(".refusal")).to_contain_text("say why in one sentence")
    expect(bob.get_by_label("To position")).to_have_value("2")
    bob.get_by_label("Kind of reason").select_option(label="Date")
    bob.get_by_label("Reason, in one sentence").fill("The auditors come on Friday")
    bob.get_by_role("button", name="Move here").click()
    expect(row(bob, "Night audit").locator(".pos")).to_have_text("2")
    expect(bob.locator(".undo-line")).to_contain_text("is now at position 2")


def flip_the_coin(bob: Page) -> None:
    bob.get_by_role("link", name="Flip a coin").click()
    for words in ("city", "rooms"):
        bob.get_by_label("Find an item by words or number").fill(words)
        bob.keyboard.press("Enter")
        expect(bob.get_by_role("heading", name="Found")).to_be_visible()
        bob.get_by_role("link", name="Choose", exact=False).click()
    bob.get_by_role("button", name="Flip").click()
    expect(bob.locator(".undo-line")).to_contain_text("won the coin flip")
    bob.go_back()
    bob.get_by_role("button", name="Flip").click()
    expect(bob.locator(".refusal")).to_contain_text("Move one of the two with a reason")


def make_areas(bob: Page, *names: str) -> None:
    go(bob, "Team")
    bob.get_by_role("link", name="Work", exact=True).click()
    areas = bob.locator("#areas")
    for name in names:
        areas.get_by_label("New area").fill(name)
        areas.get_by_role("button", name="Add").click()
        expect(areas.locator(".list-row > span").filter(has_text=name)).to_be_visible()


def invitation(bob: Page) -> str:
    bob.get_by_role("link", name="People", exact=True).click()
    bob.get_by_label("E-mail").fill("alice@example.org")
    bob.get_by_role("button", name="Make an invitation").click()
    link = bob.get_by_text(re.compile("/join/"))
    expect(link).to_be_in_viewport()
    return link.inner_text()


def come_by(alice: Page, link: str, first: str = "Print the key card at the desk") -> None:
    alice.goto(link)
    expect(alice.get_by_text("You are invited to Tigers as a member.")).to_be_visible()
    expect(alice.get_by_label("E-mail")).to_have_value("alice@example.org")
    account(alice, "Alice", "alice@example.org")
    alice.get_by_role("button", name="Join the team").click()
    expect(alice.get_by_role("heading", level=1)).to_contain_text(first)
    alice.goto(link)
    expect(alice.get_by_role("heading", level=1)).not_to_have_text("Welcome.")
