"""An order of 10,000 items on the real server. Moves can reach rows that are not loaded, and nothing personal is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from queue_app.store.db.engine import Doors, open_engine
from tests.browser.finger import touch
from tests.browser.installation import Installation, installed
from tests.browser.morning import first_run
from tests.cast import Cast
from tests.store.rows import fill, history

COUNT = 10_000
QUEUE = "/teams/1"
LOADED = "document.querySelectorAll('.rows > .row').length"
SEEN = """() => [...document.querySelectorAll('.rows > .row')].find(row => row.getBoundingClientRect().top > 100)?.dataset.item"""
NO_BLANK = """() => [...document.querySelectorAll('.blank')].every(blank => {
    const {top, bottom} = blank.getBoundingClientRect();
    return bottom < 0 || top > innerHeight;
})"""
PLACE = """number => document.querySelector(`[data-item="${number}"] .pos`).textContent.replace(/\\D/g, "")"""
MOVE = """async ([number, fields]) => {
    const token = document.querySelector("meta[name=csrf-token]").content;
    const key = String(Math.random()).padEnd(20, "0");
    const answer = await fetch(`/teams/1/items/${number}/move`, {
        method: "POST", headers: {Accept: "application/json", "X-CSRFToken": token}, body: new URLSearchParams({...fields, key}),
    });
    return answer.status;
}"""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[Installation, Page]]:
    """An installation whose only team has 10,000 waiting items and a past, and its manager's page."""
    folder: Path = tmp_path_factory.mktemp("long")
    with installed(folder) as here:
        bob = here.visit(browser)
        first_run(bob, here.set_up)
        doors = Doors(open_engine(f"sqlite:///{next((folder / 'data').glob('*.sqlite3'))}"))
        cast = Cast(doors, team=1, alice=1, bob=1, carol=1, other_team=1, mallory=1)
        fill(cast, COUNT - 1)
        history(cast)
        cast.add(f"Item {COUNT}")  # This adds an event. Without one the server shows cached data.
        doors.engine.dispose()
        yield here, bob
        assert here.faults() == ""
        assert here.complaints == []


@pytest.fixture
def bob(long: tuple[Installation, Page]) -> Page:
    _, page = long
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(QUEUE)
    expect(page.locator(".blank")).to_have_count(1)
    return page


@pytest.fixture
def other(long: tuple[Installation, Page], browser: Browser) -> Iterator[Page]:
    """A second browser, which watches the page of an item."""
    here, first = long
    page = here.visit(browser, first)
    page.goto(f"{QUEUE}/items/10000")
    yield page
    page.context.close()


@pytest.fixture
def phone(long: tuple[Installation, Page], browser: Browser) -> Iterator[Page]:
    here, first = long
    page = here.visit(browser, first, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(QUEUE)
    yield page
    page.context.close()


def row(page: Page, number: int | str):
    return page.locator(f'.rows > [data-item="{number}"]')


def numeral(page: Page, number: int | str):
    return row(page, number).locator(".pos")


def number_at(page: Page, place: int) -> str:
    """The number of the item at a position, from the server."""
    answer = page.request.get(f"{QUEUE}/rows/{place}/1/1")
    return re.search(r'data-item="(\d+)"', answer.text())[1]


def place_of(page: Page, number: int | str) -> int:
    answer = page.request.get(f"{QUEUE}/rows/1/1/1?at={number}")
    return int(re.search(r'data-from="(\d+)"', answer.text())[1]) + 1


def go_to(page: Page, part: float) -> None:
    """Jump to a part of the list, as with the scroll bar, and wait until its rows are loaded."""
    page.evaluate(
        """part => { const list = document.querySelector(".rows").getBoundingClientRect();
        scrollTo({top: list.top + scrollY + part * list.height - 300, behavior: "instant"}); }""",
        part,
    )
    page.wait_for_function(NO_BLANK)


def sent_by(page: Page, press) -> dict[str, str]:
    """The fields of the move that is sent while the context is open, without its key."""
    with page.expect_request("**/move") as asked:
        press()
    fields = dict(pair.split("=", 1) for pair in asked.value.post_data.split("&"))
    del fields["key"]
    return fields


def test_any_place_is_one_scroll_away_and_few_rows_are_in_the_page(bob: Page):
    for part in (0.5, 0.9, 0.2, 0.7):
        go_to(bob, part)
        shown = [int(text.replace(",", "")) for text in bob.locator(".rows .pos").all_inner_texts()]
        assert shown == sorted(set(shown)), "each position once, in order"
        assert max(shown) > part * COUNT - 60
    assert bob.evaluate(LOADED) <= 500
    go_to(bob, 0.5)
    assert abs(int(numeral(bob, bob.evaluate(SEEN)).inner_text().replace(",", "")) - 5000) < 60


def test_end_goes_to_the_last_position_at_once_and_the_next_key_names_what_it_passed(bob: Page):
    number = number_at(bob, 40)
    numeral(bob, number).focus()
    bob.keyboard.press("Space")
    bob.keyboard.press("End")
    expect(bob.locator("#said")).to_contain_text("is at position 10,000 of 10,000")
    expect(row(bob, number)).to_be_in_viewport()
    bob.keyboard.press("ArrowUp")
    expect(bob.locator("#said")).to_contain_text("is at position 9,999 of 10,000")
    upper = number_at(bob, COUNT - 1)  # It was above: all below it came up by one.
    assert sent_by(bob, lambda: bob.keyboard.press("Space")) == {"below": upper}
    expect(bob.locator(".is-lifted")).to_have_count(0)
    expect(bob.locator(".undo-line")).to_contain_text("is now at position 9,999", timeout=15_000)
    expect(row(bob, number)).to_be_in_viewport()
    expect(numeral(bob, number)).to_be_focused()
    bob.locator(".undo-line").get_by_role("button", name="Undo").click()
    expect(numeral(bob, number)).to_have_text("40")


def test_escape_far_away_returns_it_to_its_place(bob: Page):
    go_to(bob, 0.3)
    number = bob.evaluate(SEEN)
    place = numeral(bob, number).inner_text()
    numeral(bob, number).focus()
    bob.keyboard.press("Space")
    bob.keyboard.press("End")
    go_to(bob, 0.6)
    bob.keyboard.press("Escape")
    expect(numeral(bob, number)).to_have_text(place)
    expect(numeral(bob, number)).to_be_focused()
    expect(row(bob, number)).to_be_in_viewport()
    go_to(bob, 0.3)
    shown = [int(text.replace(",", "")) for text in bob.locator(".rows .pos").all_inner_texts()]
    assert shown == sorted(set(shown))


def drop(page: Page, number: str, let_go) -> None:
    """Drop the dragged row where it stops: far down, sent with one anchor, and visible."""
    page.wait_for_function(NO_BLANK)
    place = 0
    while place != (place := int(page.evaluate(PLACE, number))):
        page.wait_for_timeout(500)
    assert place > 300
    upper = number_at(page, place)  # It was above: all between came up by one.
    assert sent_by(page, let_go) == {"below": upper}
    expect(page.locator(".undo-line")).to_contain_text(f"is now at position {place:,}")
    assert place_of(page, number) == place
    expect(row(page, number)).to_be_in_viewport()
    assert page.evaluate(LOADED) <= 600


def test_a_drag_scrolls_on_into_rows_that_were_not_there(bob: Page):
    number = number_at(bob, 8)
    start = row(bob, number).bounding_box() or {}
    bob.mouse.move(start["x"] + 500, start["y"] + 15)
    bob.mouse.down()
    bob.mouse.move(start["x"] + 500, 700, steps=5)
    bob.mouse.move(start["x"] + 500, 895)
    bob.wait_for_function("() => scrollY > 60_000", timeout=60_000)
    bob.mouse.move(start["x"] + 500, 450)
    drop(bob, number, bob.mouse.up)


def test_a_finger_drags_on_into_rows_that_were_not_there(phone: Page):
    number = number_at(phone, 8)
    numeral(phone, number).scroll_into_view_if_needed()
    start = numeral(phone, number).bounding_box() or {}
    finger = phone.context.new_cdp_session(phone)
    x, y = start["x"] + 20, start["y"] + 20
    touch(finger, "touchStart", x, y)
    for down in (y + 10, y + 30, 400, 600, 835):
        touch(finger, "touchMove", x, down)
    phone.wait_for_function("() => scrollY > 60_000", timeout=60_000)
    touch(finger, "touchMove", x, 400)
    drop(phone, number, lambda: touch(finger, "touchEnd"))


def test_to_position_shows_the_row_in_its_new_place(bob: Page):
    number = number_at(bob, 60)
    row(bob, number).locator(".menu").click()
    bob.get_by_role("link", name="To position").click()
    bob.get_by_label("To position").fill("7431")
    bob.get_by_role("button", name="Move here").click()
    expect(numeral(bob, number)).to_have_text("7,431")
    expect(row(bob, number)).to_be_in_viewport()
    expect(row(bob, number).locator(".row-title")).to_be_focused()
    expect(bob.locator(".undo-line")).to_contain_text("is now at position 7,431")
    expect(bob.locator(".undo-line")).to_be_in_viewport()
    bob.locator(".undo-line").get_by_role("button", name="Undo").click()
    expect(numeral(bob, number)).to_have_text("60")


def choose(page: Page, number: str) -> None:
    row(page, number).hover()
    row(page, number).locator(".choose").check()


def test_a_change_elsewhere_costs_little_and_loses_nothing_personal(bob: Page, other: Page):
    choose(bob, number_at(bob, 30))
    for part in (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.5):
        go_to(bob, part)
    far = bob.evaluate(SEEN)
    choose(bob, far)
    go_to(bob, 0.7)
    focused = bob.evaluate(SEEN)
    numeral(bob, focused).focus()
    top = row(bob, focused).bounding_box()
    assert top
    answers: list[Response] = []

    def answered(answer: Response) -> None:
        answers.append(answer)

    bob.on("response", answered)
    assert other.evaluate(MOVE, [number_at(other, 20), {"to": "bottom"}]) == 200
    expect(numeral(bob, focused)).to_have_text(f"{place_of(bob, focused):,}")
    expect(numeral(bob, focused)).to_be_focused()
    after = row(bob, focused).bounding_box()
    assert after
    assert abs(after["y"] - top["y"]) <= 2
    expect(bob.locator("#chosen")).to_contain_text("2 chosen")
    pages = [answer for answer in answers if re.search(r"/teams/1(/rows/.*)?$", answer.url)]
    assert len(pages) == 2, [answer.url for answer in pages]
    assert sum(answer.text().count("data-row ") for answer in pages) <= 250
    assert sum(answer.request.sizes()["responseBodySize"] for answer in pages) <= 20_000
    go_to(bob, 0.5)
    expect(row(bob, far).locator(".choose")).to_be_checked()
    bob.keyboard.press("Escape")
    expect(bob.locator("#chosen")).to_be_hidden()


def test_a_lifted_row_stays_lifted_far_from_its_place(bob: Page, other: Page):
    number = number_at(bob, 50)
    numeral(bob, number).focus()
    bob.keyboard.press("Space")
    bob.keyboard.press("End")
    bob.keyboard.press("ArrowUp")
    bob.locator(".lift").get_by_label("Reason", exact=True).fill("Half a sen")
    with bob.expect_response(re.compile(r"/teams/1$")):
        assert other.evaluate(MOVE, [number_at(other, 21), {"to": "bottom"}]) == 200
    expect(bob.locator(f'.is-lifted[data-item="{number}"]')).to_be_in_viewport()
    expect(bob.get_by_label("Reason", exact=True)).to_have_value("Half a sen")
    numeral(bob, number).focus()
    bob.keyboard.press("Escape")
    expect(numeral(bob, number)).to_have_text(str(place_of(bob, number)))


def test_a_drop_beside_what_has_left_is_refused_and_loses_nothing(bob: Page, other: Page):
    number = number_at(bob, 45)
    numeral(bob, number).focus()
    bob.keyboard.press("Space")
    bob.keyboard.press("End")
    bob.keyboard.press("ArrowUp")
    expect(bob.locator("#said")).to_contain_text("is at position 9,999")
    bob.locator(".lift").get_by_label("Reason", exact=True).fill("Half a sentence")
    numeral(bob, number).focus()
    upper = number_at(bob, COUNT - 1)
    bob.route("**/live", lambda route: route.abort())
    other.goto(f"{QUEUE}/items/{upper}/drop")
    other.locator("[name=reason]").fill("Twice")
    with other.expect_navigation():
        other.locator("main .btn-stop").click()
    bob.keyboard.press("Space")
    expect(bob.locator(".lift .refusal")).to_be_visible()
    expect(bob.locator(f'.is-lifted[data-item="{number}"] [name=reason]')).to_have_value("Half a sentence")
    expect(numeral(bob, number)).to_be_focused()
    expect(numeral(bob, number)).to_have_text("45")
    expect(row(bob, number)).to_be_in_viewport()
    bob.keyboard.press("Escape")
    bob.unroute("**/live")
