"""Take the screenshots: each page on a desktop, on two phones and in the dark theme. `--readme` only renews the ones in docs/;
`--accept` only renews the ones that the tests compare with.
"""

import logging
import sys
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from shots.server import ROOT, Example, example_team
from tests.browser.pictures import ACCEPTED, accept
from tests.browser.serving import serving
from tests.browser.stage import Stage
from tests.parts import chromium

WALL = (1920, 1080)
SIZES = {
    "desktop": (1440, 900, "light"),
    "phone": (390, 844, "light"),
    "narrow": (320, 640, "light"),
    "dark": (1440, 900, "dark"),
}
TEAM = "/teams/1"
PAGES = {
    "home": "/",
    "queue": TEAM,
    "queue-search": f"{TEAM}?q=loan",
    "stand-up": f"{TEAM}/standup",
    "stand-up-walk": f"{TEAM}/standup?walk=1",
    "radiator": f"{TEAM}/radiator",
    "forecast": f"{TEAM}/forecast",
    "flow": f"{TEAM}/flow",
    "cover": f"{TEAM}/cover",
    "away": f"{TEAM}/cover/away",
    "finished": f"{TEAM}/finished",
    "order": f"{TEAM}/order",
    "team": f"{TEAM}/team",
    "team-work": f"{TEAM}/team/work",
    "team-settings": f"{TEAM}/team/settings",
    "team-links": f"{TEAM}/team/links",
    "new-item": f"{TEAM}/add",
    "coin": f"{TEAM}/coin",
    "import": f"{TEAM}/import",
    "account": "/account",
    "installation": "/installation",
}

STRIP = (
    "queue", "item", "item-waiting", "stand-up", "stand-up-walk", "radiator", "forecast", "flow", "cover", "away", "finished",
    "order", "home", "team", "team-work", "team-settings", "team-links", "import", "account",
)  # fmt: skip
"""The pages of docs/pictures.md."""
COLOURS = 128
"""The number of colours in a picture of the strip, which makes its file a third as large."""


def main() -> None:
    """Write the pictures to build/shots, or to docs/ with `--readme`."""
    folder = ROOT / "build" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    with example_team() as example, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        if "--readme" in sys.argv:
            _for_readme(browser, example)
            _strip(browser, example)
            return
        for size, (width, height, theme) in SIZES.items():
            page = _signed_in(browser, example, width, height, theme)
            for name, path in (PAGES | _items(page, example)).items():
                page.goto(example.address + path)
                page.screenshot(path=folder / f"{name}-{size}.png", full_page=True)
        for theme in ("light", "dark"):
            page = _signed_in(browser, example, *WALL, theme)
            page.goto(f"{example.address}{TEAM}/radiator")
            page.screenshot(path=folder / f"radiator-wall-{theme}.png")
        browser.close()
    print(f"{len(list(folder.iterdir()))} pictures in {folder.relative_to(ROOT)}")


def _accept() -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with serving(Stage().app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        changed = accept(browser, address)
        browser.close()
    print(f"{changed} pictures changed in {ACCEPTED.relative_to(ROOT)}")


def _signed_in(browser: Browser, example: Example, width: int, height: int, theme: str) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    page.goto(f"{example.address}/sign-in")
    page.get_by_label("E-mail").fill(example.email)
    page.get_by_label("Password").fill(example.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{example.address}/**")
    return page


def _items(page: Page, example: Example) -> dict[str, str]:
    """The pages of a blocked running item and of the next item."""
    page.goto(example.address + TEAM)
    blocked = page.locator(".run.is-blocked h3 a").first.get_attribute("href")
    upcoming = page.locator(".next h1 a").first.get_attribute("href")
    return {
        "item": str(blocked),
        "item-finish": f"{blocked}/finish",
        "item-waiting": str(upcoming),
        "item-move": f"{upcoming}/move",
    }


def _for_readme(browser: Browser, example: Example) -> None:
    for theme in ("light", "dark"):
        page = _signed_in(browser, example, 1280, 620, theme)  # So that each picture stays below 150 KB.
        page.goto(example.address + TEAM)
        page.screenshot(path=ROOT / "docs" / f"queue-{theme}.png")
    page = _signed_in(browser, example, 1280, 800, "light")
    for name in ("standup", "forecast"):
        page.goto(f"{example.address}{TEAM}/{name}")
        page.screenshot(path=ROOT / "docs" / f"{name}.png")


def _strip(browser: Browser, example: Example) -> None:
    """Take every page of the strip on a desktop, with few colours."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    page = _signed_in(browser, example, *SIZES["desktop"])
    addresses = PAGES | _items(page, example)
    for name in STRIP:
        page.goto(example.address + addresses[name])
        picture = Image.open(BytesIO(page.screenshot(animations="disabled")))
        picture.convert("RGB").quantize(COLOURS).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    _accept() if "--accept" in sys.argv else main()
