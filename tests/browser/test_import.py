"""A file without open questions is imported with one click. Each open question needs one more. Then the import is undone."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import Installation
from tests.browser.morning import first_run

EXPORTS = Path(__file__).parents[1] / "domain/importing/exports"
COUNT = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.clicks = +(sessionStorage.clicks ?? 0) + 1; }, true)"""


def clicks(page: Page) -> int:
    """The number of clicks since the last call."""
    return int(page.evaluate("() => { const n = sessionStorage.clicks ?? 0; sessionStorage.clicks = 0; return n; }"))


def choose(page: Page, path: Path) -> None:
    """Choose a file, like a person who drops one. It is sent at once."""
    page.goto("/teams/1/import")
    page.wait_for_load_state()
    clicks(page)
    page.get_by_label("File of another tool").set_input_files(path)
    expect(page.get_by_text("Nothing is imported yet.")).to_be_visible()


def test_one_click_brings_a_file_in_and_answers_cost_one_each(
    installation: Installation, browser: Browser, tmp_path: Path
):
    bob = installation.visit(browser)
    first_run(bob, installation.set_up)
    bob.add_init_script(COUNT)
    choose(bob, EXPORTS / "bugzilla.csv")
    bob.get_by_role("button", name=re.compile("^Import ")).click()
    expect(bob.get_by_role("heading", level=1)).to_contain_text("items imported")
    assert clicks(bob) == 1
    (tmp_path / "odd.csv").write_text("id,title,state,finished\n1,Deposit,parked,\n2,Map,done,04/05/2026\n")
    choose(bob, tmp_path / "odd.csv")
    bob.get_by_role("radio", name="Leave out").click()
    bob.get_by_role("button", name="Import 2 items").click()
    expect(bob.get_by_role("heading", level=1)).to_have_text("One item imported")
    assert clicks(bob) == 2
    bob.get_by_role("button", name="Take the import back").click()
    expect(bob.get_by_text("This import was taken back on")).to_be_visible()
    assert installation.complaints == []
