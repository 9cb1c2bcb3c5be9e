"""Texts of an item are edited in place, and an input is one line high until somebody uses it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage


def test_a_click_turns_a_text_into_its_input_and_enter_saves(page: Page, stage: Stage, complaints: list[str]):
    page.goto("/shown/item")
    page.get_by_role("heading", level=1).click()
    title = page.get_by_label("Title", exact=True)
    expect(title).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    title.fill("Deposit by card or cash")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/7/edit")
    assert stage.asked[0].without_key() == {"expect": "3", "title": "Deposit by card or cash"}
    page.goto("/shown/item")
    page.locator("[data-edits=words]").click()
    page.get_by_label("What it is, and when it is finished").fill("Words")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/items/7/edit")
    assert stage.asked[1].without_key() == {"expect": "3", "words": "Words"}


def test_e_opens_the_title_and_escape_gives_it_back_as_it_was(page: Page, stage: Stage, complaints: list[str]):
    page.goto("/shown/item")
    page.keyboard.press("e")
    title = page.get_by_label("Title", exact=True)
    title.fill("Half a ti")
    stage.change()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Deposit by card")
    expect(page.locator("#edit-title summary")).to_be_focused()
    page.get_by_label("Edit reference").click()
    page.get_by_role("button", name="Cancel").click()
    page.keyboard.press("Escape")
    assert stage.asked == []
    page.get_by_label("Edit title").click()
    expect(title).to_have_value("Deposit by card")


def test_an_input_is_one_line_until_it_is_used(page: Page, stage: Stage):
    page.goto("/shown/item")
    page.emulate_media(reduced_motion="reduce")
    note, button = page.get_by_label("Add a note"), page.get_by_role("button", name="Add note")
    expect(button).to_be_hidden()
    note.focus()
    expect(button).to_be_visible()
    note.fill("Seven days")
    page.get_by_role("heading", name="History").click()
    expect(button).to_be_visible()
    note.fill("")
    page.get_by_role("heading", name="History").click()
    expect(button).to_be_hidden()


PASTE = """(text) => {
  const data = new DataTransfer();
  data.items.add(new File(["x"], "a.png", { type: "image/png" }));
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_an_image_that_is_pasted_is_named_where_the_cursor_is(page: Page, stage: Stage, complaints: list[str]):
    answers = iter(({"seq": 8, "image": 3}, {"detail": "This image is broken."}))
    page.route("**/items/7/*image", lambda route: route.fulfill(json=next(answers)))
    page.goto("/shown/item")
    note = page.get_by_label("Add a note")
    note.fill("See")
    note.evaluate(PASTE)
    expect(note).to_have_value("See\n![](image:3)\n")
    note.evaluate(PASTE)
    expect(page.get_by_role("alert")).to_have_text("This image is broken.")
    expect(note).to_have_value("See\n![](image:3)\n")


@pytest.mark.parametrize("over_the_queue", [False, True])
def test_an_image_is_pasted_on_the_page_that_edits_and_in_its_dialog(page: Page, base_url: str, over_the_queue: bool):
    page.route("**/items/*/*image", lambda route: route.fulfill(json={"seq": 8, "image": 3}))
    page.goto("/shown/item, edit")
    if over_the_queue:
        edit = page.content()
        page.goto("/teams/1")
        page.route("**/edit", lambda route: route.fulfill(body=edit, content_type="text/html"))
        page.locator('[data-item="25"] .menu').click()
        page.get_by_role("link", name="Edit…").click()
    words = page.locator("[name=words]")
    words.fill("See")
    page.wait_for_load_state("networkidle")
    words.evaluate(PASTE)
    expect(words).to_have_value("See\n![](image:3)\n")
