"""Accessibility violations that axe finds on the current page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
ALIKE = [".row:nth-child(n+8)", ".chart a:nth-of-type(n+8)"]
"""One macro renders all rows or dots. Those after the seventh differ only in text, so axe skips them."""
RUN = """exclude => axe.run({include: document, exclude}, {resultTypes: ['violations'], preload: false})
    .then(found => found.violations)"""
"""No `preload`, so axe does not load the style sheets again. Only a rule about orientation needs them; we have no such styles."""


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """(rule, elements) of each violation. Can be called again for the same page in another theme or width."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in page.evaluate(RUN, ALIKE)]
