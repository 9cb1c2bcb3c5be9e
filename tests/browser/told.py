"""What a stand-up tells of one morning, and what each role presses there."""

import re

from playwright.sync_api import Page

MORNING = [
    ("Blocked", "Desk", "7 d", "waits for the bank"),
    ("Blocked", "Tax", "7 d", "waits for the office"),
    ("Older than expected", "Map", "19 days", "older than 90 % of finished items"),
    ("Nobody on it", "Photos", "7 d", "nobody on it since before the last stand-up"),
    ("Top item in progress", "Deposit", "Swarm?", "More people are on an item below it."),
    ("Next pulls", "Refund", "skipped 2 times", "“I do not know this area”"),
    ("Next pulls", "Search", "", ""),
]
"""Each row in its order: section, title, and what it says."""

HERE = "/standup"
ACTS = {
    "alice": [
        ("Blocked", "button", "Help Desk", HERE),
        ("Blocked", "button", "Unblock Tax", HERE),
        ("Older than expected", "link", "Finish Map", "/items/2/finish"),
        ("Nobody on it", "button", "Join Photos", HERE),
        ("Top item in progress", "link", "Plan it: Deposit", "/items/1/plan"),
        ("Next pulls", "button", "Look for a second person: Refund", HERE),
        ("Next pulls", "button", "Pull Search", HERE),
    ],
    "bob": [
        ("Blocked", "link", "Set next step, Tax", "/items/7/edit-block"),
        ("Blocked", "link", "Swap Desk", "/items/4/swap"),
        ("Blocked", "link", "Drop Desk", "/items/4/drop"),
        ("Older than expected", "link", "Split Map", "/items/2/split"),
        ("Nobody on it", "link", "Put back Photos", "/items/3/put-back"),
        ("Nobody on it", "button", "Join Photos", HERE),
        ("Top item in progress", "button", "Join Deposit", HERE),
        ("Next pulls", "button", "Look for a second person: Refund", HERE),
    ],
    "carol": [
        ("Blocked", "link", "Desk", "/items/4"),
        ("Blocked", "link", "Tax", "/items/7"),
        ("Older than expected", "link", "Map", "/items/2"),
        ("Nobody on it", "link", "Photos", "/items/3"),
        ("Top item in progress", "link", "Deposit", "/items/1"),
    ],
}
"""What each role presses in which row and where one press leads: to the page of the item's verb, or it is done and shows here."""


def spoken(words: str) -> re.Pattern[str]:
    """A name as it is read aloud: what is for the ear only stands apart by a space more."""
    return re.compile("^" + r"\W+".join(re.findall(r"\w+", words)) + "$")


def rows_of(page: Page) -> list[tuple[str, str]]:
    """(section, title) of each row, as they stand."""
    rows = """(sections) => sections.flatMap((one) => [...one.querySelectorAll("[data-row]")].map((row) =>
        [one.querySelector("h2").firstChild.textContent, row.querySelector("h3 a, a.title").textContent]))"""
    return [(name, title) for name, title in page.locator(".su").evaluate_all(rows)]
