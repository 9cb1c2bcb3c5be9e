"""The expected rows of a stand-up on one morning, and what each role presses there."""

import re

from playwright.sync_api import Page

MORNING = [
    ("Desk", "7 d", "waits for the bank", "Decide today"),
    ("Tax", "7 d", "waits for the office", "Decide today"),
    ("Map", "19 days", "Older than 90 %", "2 on it"),
    ("Photos", "Nobody on it", "nobody on it since before the last stand-up"),
    ("Deposit", "Top", "Swarm?", "More people are on an item below it."),
]
"""Each row in order: its title and its texts."""

PULLS = [("Refund", "skipped 2 times", "“I do not know this area”"), ("Search", "")]

HERE = "/standup"
ACTS = {
    "alice": [
        ("Desk", "button", "Help Desk", HERE),
        ("Tax", "button", "Unblock Tax", HERE),
        ("Map", "link", "Finish Map", "/items/2/finish"),
        ("Photos", "button", "Join Photos", HERE),
        ("Deposit", "link", "Plan it Deposit", "/items/1/plan"),
        ("Refund", "button", "Look for a second person: Refund", HERE),
        ("Search", "button", "Pull Search", HERE),
    ],
    "bob": [
        ("Tax", "link", "Set next step Tax", "/items/7/edit-block"),
        ("Desk", "link", "Swap Desk", "/items/4/swap"),
        ("Desk", "link", "Drop Desk", "/items/4/drop"),
        ("Map", "link", "Split Map", "/items/2/split"),
        ("Photos", "link", "Put back Photos", "/items/3/put-back"),
        ("Deposit", "button", "Join Deposit", HERE),
    ],
    "carol": [
        ("Desk", "link", "Desk", "/items/4"),
        ("Deposit", "link", "Deposit", "/items/1"),
    ],
}
"""What each role presses in each row or its menu, and where that leads: to the page of the verb, or back here if it is already
done."""


def spoken(words: str) -> re.Pattern[str]:
    """A pattern for an accessible name. Visually hidden words add extra spaces."""
    return re.compile("^" + r"\W+".join(re.findall(r"\w+", words)) + "$")


def rows_of(page: Page) -> list[str]:
    """The titles of the rows of items that need the team, in order."""
    return page.locator(".help h3 a").all_inner_texts()
