"""What a person waits for, in a real Chromium on the running server: the first sight of the page, and a row in its new place."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.client import Client, signed_in
from bench.measure import WARM, Length, Line, at_most, settled
from bench.place import Place
from bench.queue import bring_in, busy, waiting_rows
from bench.server import EMAIL, PASSWORD, account, served
from tests.parts import chromium

WAITING, PAINT_MS, KEY_MS = 200, 500, 100
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


def lines(place: Place, length: Length) -> Iterator[Line]:
    """A cold browser for every first sight; then one that moves rows with keys. The server is warm and rests."""
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
        name, _, value = signed.partition("=")
        cookie = {"name": name, "value": value, "url": f"http://{server.netloc}"}
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        paints = [_opened(browser, cookie, address).evaluate(_PAINT) for _ in range(times)]
        yield at_most(f"first contentful paint, {WAITING} waiting, cold", median(paints), PAINT_MS, "ms", 0)
        page = _opened(browser, cookie, address)
        keys = [_moved(page, 40 + n) for n in range(times)]
        yield at_most("key press to the row in its new place", median(keys), KEY_MS, "ms", 0)
        browser.close()


def _opened(browser: Browser, cookie: dict[str, str], address: str) -> Page:
    """A page of a browser that has seen nothing before."""
    context = browser.new_context()
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(address)
    return page


def _moved(page: Page, number: int) -> float:
    """Lift a row and put it two places higher: milliseconds from the last key press until it was drawn there as saved."""
    page.locator(f'[data-item="{number}"] .pos').focus()
    for key in ("Space", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    page.evaluate(_WATCH, number)
    page.keyboard.press("Space")
    return float(page.evaluate("() => window.took"))
