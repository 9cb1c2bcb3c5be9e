"""What axe finds on a page as it is drawn now."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
ALIKE = [".row:nth-child(n+8)", ".chart a:nth-of-type(n+8)"]
"""Rows and dots are drawn by one macro: those after the first seven differ in their text."""
RUN = """exclude => axe.run({include: document, exclude}, {resultTypes: ['violations'], preload: false})
    .then(found => found.violations)"""
"""Without `preload` axe does not fetch the style sheets again, for a rule about turned phones that we have no style for."""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """(rule, elements) of each violation. The page may be looked at again, in another theme or at another width."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in page.evaluate(RUN, ALIKE)]
