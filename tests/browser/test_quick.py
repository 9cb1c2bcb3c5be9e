"""Keys, drafts, menus and ages: what makes the pages quick, and never the only way."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage


def test_the_keys_walk_search_and_show_themselves(order: Page):
    order.keyboard.press("j")
    expect(order.locator(".run h3 a").first).to_be_focused()
    order.keyboard.press("j")
    order.keyboard.press("k")
    expect(order.locator(".run h3 a").first).to_be_focused()
    order.keyboard.press("/")
    expect(order.get_by_label("Search items")).to_be_focused()
    order.keyboard.type("pj?")
    expect(order.get_by_label("Search items")).to_have_value("pj?"), "keys do nothing while one types"
    order.locator("#main").click(position={"x": 5, "y": 5})
    order.keyboard.press("?")
    expect(order.locator("#keys")).to_be_visible()
    order.keyboard.press("Escape")
    expect(order.locator("#keys")).to_be_hidden()


def test_the_keys_walk_the_standup_from_row_to_row(page: Page, stage: Stage):
    page.goto("/shown/stand-up")
    for title in ("Deposit by card", "Map of free rooms", "Desk"):
        page.keyboard.press("j")
        expect(page.get_by_role("link", name=title, exact=True).first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/12")


# P8
def test_single_keys_leave_a_link_alone_and_act_on_a_row(order: Page, stage: Stage):
    order.get_by_role("link", name="Forecast", exact=True).focus()
    for key in ("n", "p", "j", "?"):
        order.keyboard.press(key)
    expect(order.get_by_role("link", name="Forecast", exact=True)).to_be_focused()
    assert stage.asked == []
    expect(order.locator("#keys")).to_be_hidden()
    order.locator('[data-item="25"] .row-title').focus()
    order.keyboard.press("n")
    expect(order.get_by_placeholder("New item at position 6")).to_be_focused()


# P8
def test_who_turned_single_keys_off_presses_none(order: Page):
    order.evaluate("document.documentElement.dataset.keys = 'off'")
    order.keyboard.press("n")
    order.keyboard.press("?")
    expect(order.locator("#keys")).to_be_hidden()
    expect(order.locator(".pull kbd")).to_be_hidden()
    expect(order.locator("#quick textarea")).not_to_be_focused()
    order.evaluate("delete document.documentElement.dataset.keys")
    order.keyboard.press("n")
    expect(order.locator("#quick textarea")).to_be_focused()


# P8
@pytest.mark.parametrize(("key", "code"), [("т", "KeyN"), ("מ", "KeyN")])
def test_a_keyboard_of_other_letters_presses_by_the_place_of_the_key(order: Page, key: str, code: str):
    order.evaluate(
        "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))",
        [key, code],
    )
    expect(order.locator("#quick textarea")).to_be_focused()


# P8
def test_space_lifts_the_row_that_j_and_k_walked_to(order: Page, stage: Stage):
    order.locator('[data-item="25"] .row-title').focus()
    order.keyboard.press("j")
    order.keyboard.press("Space")
    expect(order.locator('.is-lifted[data-item="26"] .pos')).to_be_focused()
    order.keyboard.press("ArrowDown")
    order.keyboard.press("Space")
    expect(order.locator(".is-lifted")).to_have_count(0)
    assert stage.asked[0].without_key() == {"below": "27"}


SEEN = """part => {
    const box = part.getBoundingClientRect();
    return [box.top + 8, box.bottom - 8].every(y => part.contains(document.elementFromPoint(box.x + box.width / 2, y)));
}"""


# P8
def test_an_open_menu_is_above_the_bar_under_the_thumb(page: Page, stage: Stage):
    page.set_viewport_size({"width": 390, "height": 420})
    page.goto("/shown/item")
    page.locator("details.drop-down summary").click()
    page.wait_for_timeout(100)
    assert page.locator(".drop-down > :last-child").evaluate(SEEN)
    page.goto("/shown/queue, long words")
    page.get_by_text("Filter", exact=True).click()
    page.wait_for_timeout(100)
    assert page.locator(".drop-down[open] ul").evaluate("it => it.getBoundingClientRect().bottom <= innerHeight")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/teams/1")
    row = page.locator('[data-item="27"]')
    row.evaluate("row => scrollBy(0, row.getBoundingClientRect().bottom - innerHeight + 60)")
    row.locator(".pos").click()
    page.wait_for_timeout(100)
    assert page.locator(".is-lifted .lift").evaluate(SEEN)


def test_p_pulls_what_was_seen(order: Page, stage: Stage):
    order.keyboard.press("p")
    order.wait_for_url("**/queue/1/pull")
    assert stage.asked[0].without_key() == {"expect": "21"}


def test_lines_pasted_at_a_gap_are_sent_with_their_place_and_the_next_ones_go_below_them(order: Page, stage: Stage):
    order.locator('[data-item="25"] .row-title').focus()
    order.keyboard.press("n")
    line = order.locator("#gap textarea")
    line.fill("- Light in the lift\n- A quiet door")
    stage.change(told=None)
    order.evaluate("document.dispatchEvent(new Event('settled'))")
    line.press("Enter")
    expect(line).to_have_value("")
    assert stage.asked[0].path == "/queue/1/paste"
    assert stage.asked[0].without_key() == {"text": "- Light in the lift\n- A quiet door", "above": "26"}
    expect(line).to_be_focused()
    line.press("Escape")
    expect(order.locator("#gap")).to_have_count(0)
    expect(order.locator('[data-item="25"] .row-title')).to_be_focused()


def test_a_mouse_between_two_rows_opens_a_line_there(order: Page, stage: Stage):
    order.locator('[data-item="25"]').hover()
    order.locator("#plus").click()
    line = order.locator("#gap textarea")
    expect(line).to_be_focused()
    line.fill("A quiet door")
    line.press("Enter")
    expect(line).to_have_value("")
    assert stage.asked[0].without_key() == {"text": "A quiet door", "above": "26"}


def test_ctrl_enter_sends_the_form_one_writes_in(page: Page, stage: Stage):
    page.goto("/shown/item")
    page.get_by_label("Add a note").fill("Seven days")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/note")
    assert stage.asked[0].without_key() == {"text": "Seven days"}


def test_a_form_that_is_left_keeps_what_was_typed(page: Page, stage: Stage):
    page.goto("/shown/item, edit")
    page.get_by_label("Title").fill("Deposit, half written")
    page.get_by_label("Search").check()
    page.goto("/teams/1")
    page.goto("/shown/item, edit")
    expect(page.get_by_label("Title")).to_have_value("Deposit, half written")
    expect(page.get_by_label("Search")).to_be_checked()
    expect(page.get_by_label("Payments")).to_be_checked()


def test_what_was_sent_and_arrived_is_forgotten(page: Page, stage: Stage):
    page.goto("/shown/item, edit")
    page.get_by_label("Title").fill("Deposit, whole")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/items/7/edit")
    page.goto("/shown/item, edit")
    expect(page.get_by_label("Title")).to_have_value("Deposit by card")


def test_what_was_sent_into_an_expired_session_is_there_after_signing_in(page: Page, stage: Stage):
    page.goto("/shown/item, edit")
    page.get_by_label("Title").fill("Deposit, whole")
    page.route("**/items/7/edit", lambda route: route.fulfill(status=401, content_type="text/html", body=door))
    door = page.request.get("/shown/door").text()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Sign in to Topmost")).to_be_visible()
    page.wait_for_load_state()
    page.goto("/shown/item, edit")
    expect(page.get_by_label("Title")).to_have_value("Deposit, whole")


# P9
def test_a_draft_is_never_shown_to_the_next_person_in_this_tab(page: Page, stage: Stage):
    page.goto("/shown/item, edit")
    page.get_by_label("Title").fill("Ines wrote this")
    page.evaluate("""() => {
        for (const [key, draft] of Object.entries(sessionStorage)) {
            sessionStorage.removeItem(key);
            sessionStorage.setItem(key.replace("draft:1:", "draft:2:"), draft);
        }
    }""")
    page.goto("/shown/item, edit")
    expect(page.get_by_label("Title")).to_have_value("Deposit by card")
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('draft:')).length") == 0


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page, stage: Stage):
    page.goto("/shown/item")
    more = page.locator("details.drop-down summary")
    more.click()
    expect(page.get_by_role("link", name="Drop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Drop")).to_be_hidden()
    expect(more).to_be_focused()


def test_ages_count_on_from_their_instant(page: Page, clock, stage: Stage):
    clock.install(time="2026-11-23T08:10:00Z")
    page.goto("/shown/item")
    age = page.locator(".tag-blocked time")
    expect(age).to_have_text("2 d 4 h")
    clock.run_for(61 * 60 * 1000)
    expect(age).to_have_text("2 d 5 h")


def test_the_toast_becomes_a_quiet_line_after_ten_seconds(page: Page, clock, stage: Stage):
    clock.install(time="2026-11-23T08:10:00Z")
    page.goto("/shown/queue, with undo")
    expect(page.locator(".undo-line.toast")).to_be_visible()
    clock.run_for(10_500)
    expect(page.locator(".undo-line")).to_be_visible()
    expect(page.locator(".undo-line.toast")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**/undo")
    assert stage.asked[0].without_key() == {"seq": "41"}


@pytest.mark.parametrize(("motion", "turns"), [("no-preference", "flip"), ("reduce", "none")])
def test_the_coin_turns_once_beside_its_result(page: Page, stage: Stage, motion, turns: str):
    page.emulate_media(reduced_motion=motion)
    page.goto("/shown/queue, the coin fell")
    expect(page.locator(".toast")).to_contain_text("won the coin flip")
    assert page.locator(".toast .icon").evaluate("icon => getComputedStyle(icon).animationName") == turns
    expect(page.locator(".toast").get_by_role("button", name="Undo")).to_be_visible()


def test_without_scripts_a_page_does_the_same(browser, base_url: str, stage: Stage):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}/teams/1")
    page.get_by_role("button", name="Join Deposit").click()
    assert stage.asked[-1].path == "/teams/1/items/7/join"
    page.goto(f"{base_url}/teams/1")
    page.get_by_role("button", name="Pull").click()
    assert stage.asked[-1].without_key() == {"expect": "21"}
    page.goto(f"{base_url}/teams/1")
    page.locator('[data-item="25"] .pos').click()
    assert page.url.endswith("/items/25/move")
    page.goto(f"{base_url}/shown/move")
    page.get_by_role("button", name="Above Search rooms by bed type").click()
    assert stage.asked[-1].without_key()["above"] == "21"
    context.close()


NEVER_ANSWERED = """addEventListener("submit", event => {
  document.body.dataset.sent = Number(document.body.dataset.sent ?? 0) + !event.defaultPrevented;
  event.preventDefault();
})"""


def test_a_form_is_sent_once_while_its_answer_is_on_the_way(order: Page):
    order.evaluate(NEVER_ANSWERED)
    order.get_by_role("button", name="Pull").dblclick()
    expect(order.locator("body")).to_have_attribute("data-sent", "1")


def test_what_takes_long_says_so_on_its_button(page: Page, stage: Stage):
    page.goto("/shown/queue, empty")
    page.evaluate(NEVER_ANSWERED)
    page.get_by_role("button", name="Look at an example team").click()
    busy = page.get_by_role("button", name="Making half a year of work")
    expect(busy).to_have_attribute("aria-busy", "true")
    busy.click(force=True)
    expect(page.locator("body")).to_have_attribute("data-sent", "1")


@pytest.mark.parametrize(
    ("at", "button", "act", "item"),
    [("/teams/1", "Join Deposit", "join", "7"), ("/shown/queue, with undo", "Undo", "undo", "22")],
)
def test_after_an_act_by_keyboard_the_focus_is_on_the_item_it_was_done_to(page: Page, at, button, act, item):
    page.goto(at)
    page.route(f"**/{act}", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name=button, exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    with page.expect_response(f"**/{act}"):
        page.keyboard.press("Enter")
    page.goto("/teams/1")
    assert page.evaluate("document.activeElement.closest('[data-item]')?.dataset.item") == item
