"""What people wait for, in a real Chromium with the running server: the first paint of the page, and a row in its new place."""

from collections.abc import Iterator
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.client import Client, signed_in
from bench.measure import WARM, Length, Line, at_most, settled
from bench.place import Place
from bench.queue import bring_in, busy, waiting_rows
from bench.server import EMAIL, PASSWORD, account, served
from tests.parts import chromium

WAITING, PAINT_MS, KEY_MS, OTHER_MS = 200, 500, 100, 300
_PAINT = """() => new Promise(tell => new PerformanceObserver(list => {
    const paint = list.getEntriesByName("first-contentful-paint")[0];
    if (paint) tell(paint.startTime);
}).observe({type: "paint", buffered: true}))"""
_WATCH = """number => {
    let pressed = 0;
    addEventListener("keydown", event => { pressed = event.timeStamp; }, {capture: true, once: true});
    window.took = new Promise((tell, refuse) => {
        setTimeout(refuse, 10_000, new Error("the row was not put"));
        const watcher = new MutationObserver(() => {
            if (!document.querySelector(`[data-item="${number}"].has-changed`)) return;
            watcher.disconnect();
            requestAnimationFrame(() => setTimeout(() => tell(performance.now() - pressed)));
        });
        watcher.observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ["class"]});
    });
}"""
_WATCH_OTHER = """number => {
    const placed = () => document.querySelector(`[data-item="${number}"] .pos`).textContent;
    const before = placed();
    window.drawn = new Promise((tell, refuse) => {
        setTimeout(refuse, 10_000, new Error("the second browser did not see it"));
        const watcher = new MutationObserver(() => {
            if (placed() === before) return;
            watcher.disconnect();
            requestAnimationFrame(() => setTimeout(() => tell(Date.now())));
        });
        watcher.observe(document, {subtree: true, childList: true, characterData: true});
    });
}"""


def lines(place: Place, length: Length) -> Iterator[Line]:
    """A cold browser for each first paint, then one that moves rows with keys and one that watches. The server is warm and
    idle."""
    if chromium() is None:
        yield Line("left out: there is no Chromium", "")
        return
    cast = place.cast()
    bring_in(cast, waiting_rows(WAITING))
    busy(cast)
    account(cast)
    times = max(3, length.times // 4)
    with served(place, cast) as server, sync_playwright() as playwright:
        address = f"http://{server.netloc}/teams/{cast.team}"
        signed = signed_in(server.netloc, EMAIL, PASSWORD)
        client = Client(server.netloc, (f"Cookie: {signed}",))
        for _ in range(WARM):
            client.ask("GET", f"/teams/{cast.team}")
        settled(server.process.pid)
        cookies = _cookies(signed, f"http://{server.netloc}")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        paints = [_painted(browser, cookies, address) for _ in range(times)]
        yield at_most(f"first contentful paint, {WAITING} waiting, cold", median(paints), PAINT_MS, "ms", 0)
        page = _opened(browser, cookies, address)
        keys = [_moved(page, 40 + n) for n in range(times)]
        yield at_most("key press to the row in its new place", median(keys), KEY_MS, "ms", 0)
        other = _opened(browser, cookies, address)
        seen = [_seen(page, other, 60 + n) for n in range(times)]
        yield at_most("key press to the row in the second browser, median", median(seen), OTHER_MS, "ms", 0)
        yield at_most("key press to the row in the second browser, slowest", max(seen), OTHER_MS, "ms", 0)
        browser.close()


def _cookies(sent: str, url: str) -> list[Any]:
    """The cookies of a `Cookie` header, as Playwright takes them."""
    pairs = (one.partition("=") for one in sent.split("; "))
    return [{"name": name, "value": value, "url": url} for name, _, value in pairs]


def _opened(browser: Browser, cookies: list[Any], address: str) -> Page:
    """A page in a browser context with an empty cache."""
    context = browser.new_context()
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(address)
    return page


def _painted(browser: Browser, cookies: list[Any], address: str) -> float:
    """The first contentful paint in milliseconds. Closes the page, because an open page would refresh at each move."""
    page = _opened(browser, cookies, address)
    painted = float(page.evaluate(_PAINT))
    page.context.close()
    return painted


def _moved(page: Page, number: int) -> float:
    """Lift a row and put it two places higher. Returns the milliseconds from the last key press until it is drawn as saved."""
    _lifted(page, number)
    page.evaluate(_WATCH, number)
    page.keyboard.press("Space")
    return float(page.evaluate("() => window.took"))


def _seen(page: Page, other: Page, number: int) -> float:
    """The milliseconds from the last key press in one browser until another has drawn the row in its new place."""
    _lifted(page, number)
    other.evaluate(_WATCH_OTHER, number)
    page.evaluate(
        "() => addEventListener('keydown', () => { window.pressed = Date.now(); }, {capture: true, once: true})"
    )
    page.keyboard.press("Space")
    drawn = float(other.evaluate("() => window.drawn"))
    return drawn - float(page.evaluate("() => window.pressed"))


def _lifted(page: Page, number: int) -> None:
    page.locator(f'[data-item="{number}"] .pos').focus()
    for key in ("Space", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
