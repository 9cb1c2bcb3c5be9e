"""Import in the browser: upload or paste a file, look at it, answer the open questions, and import once."""

import io
import json

import pytest

from queue_app.usecases.queue.pull import pull_top
from tests import given
from tests.http.importing.bringing import EXPORTS, bring, brought, choices, pasted, start
from tests.http.reading import Person, Shown
from tests.http.site import Site
from tests.imports import MIXED
from tests.usecases.importing.test_look_file import workbook_of

NAMED = """title,finished,people,area
Old,2026-11-02,alice;Ann,Shop
Older,2026-11-03,alice;Ann;Bo,Shop
"""
EXPECTED = json.loads((EXPORTS / "expected.json").read_text())["files"]
LINES = "- Fix the sign-in\n- [x] Draw the page\n* [ ] Ask Bo, Cy and Di\n- Fix the sign-in\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("jira_es.csv", "Jira export in Spanish, 14 rows"),
        ("trello.json", "Trello export, "),
        ("github_rest.json", "GitHub export, "),
        ("azure_devops_us.csv", "Azure DevOps export in English, "),
        ("actionableagile.csv", "ActionableAgile export"),
        ("redmine_ja_cp932.csv", "Redmine export in Japanese, "),
    ],
)
def test_a_file_of_any_tool_says_what_it_is_and_comes_in(site: Site, name: str, says: str) -> None:
    bob = Person(site.browser(site.cast.bob))
    page = bob.look(brought(site, bob.browser, (EXPORTS / name).read_bytes(), name))
    assert page.words.startswith(says) or f" {says}" in page.words
    assert site.rows("item") == []
    button = next(words for form in page.forms for words in form.buttons if words.startswith("Import "))
    done = bob.press(page, button, **({"wip": "raise"} if "room for" in page.words else {}))
    assert f"{len(site.rows('item'))} items imported" in done.words
    finished = sum(row["state"] == "finished" for row in site.rows("item"))
    assert finished + EXPECTED[name].get("finished_without_day", 0) == EXPECTED[name]["finished"]
    assert [row["content"] for row in site.rows("upload")] == [b""]


def test_a_workbook_comes_in(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    raw = workbook_of([("Title", "Status", "Closed"), ("A", "done", "2026-11-02"), ("B", "open", None)])
    page = bob.look(brought(site, bob.browser, raw, "work.xlsx"))
    assert "xlsx" in page.words
    assert "2 items imported" in bob.press(page, "Import 2 items").words


def test_pasted_lines_lose_their_marks_and_ticked_ones_are_asked_about(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    page = bob.look(pasted(site, bob.browser, LINES))
    assert "List of lines, 4 rows" in page.words
    assert "1 lines are ticked. What happens to them?" in page.words
    assert "One line is there twice Line 4, title: Line 1 says the same" in page.words
    page = bob.press(page, "Check again", **{"ticked": "finished", "flaws-same_title": "leave_out"})
    bob.press(page, "Import 3 items")
    assert site.cast.order() == ["Fix the sign-in", "Ask Bo, Cy and Di"]
    assert site.cast.item(1).finished_on is not None


def test_a_pasted_export_is_read_as_what_it_is(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    page = bob.look(pasted(site, bob.browser, (EXPORTS / "jira_fr.csv").read_text()))
    assert "Jira export in French" in page.words


def test_a_file_is_shown_before_anything_comes_of_it(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    revision = site.revision(site.cast.team)
    page = Shown(bob.get(brought(site, bob, MIXED.replace("\n", ",5\n").replace("area,5", "area,Points"))))
    assert "6 items come in Waiting 2 In progress 2 Finished 2 Dropped 0" in page.words
    assert "0 of 2 finished items" not in page.words
    assert "2 names. They become former people." in page.words
    assert "1 Later w1 waiting" in page.words
    assert "Points 6 5" in page.words
    assert (site.rows("item"), site.revision(site.cast.team)) == ([], revision)


def test_sent_twice_it_is_one_import(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "title\nA\nB\n")
    sent = choices(bob.get(address))
    for _ in range(2):
        assert bob.post(f"{address}/import", sent).status_code == 303
    assert bob.post(address, sent).status_code == 303
    assert site.cast.order() == ["A", "B"]
    assert "2 items imported" in bob.get(address).text


def test_only_what_is_open_is_asked_and_the_answers_are_proposed_the_next_time(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    text = "id,what is it,state,closed\n1,Search,weird,04/03/2026\n2,Refunds,open,\n3,Map,weird,05/03/2026\n"
    page = bob.look(brought(site, bob.browser, text))
    assert "What does “weird” mean? 2 items." in page.words
    assert "Does the day or the month come first" in page.words
    page = bob.press(page, "Check again", **{"states-0": "finished", "date_order": "day_first"})
    assert "Finished 2" in page.words
    bob.press(page, "Import 3 items")
    assert sorted(str(row["finished_on"])[:10] for row in site.rows("item") if row["finished_on"]) == [
        "2026-03-04",
        "2026-03-05",
    ]
    page = bob.look(
        brought(site, bob.browser, text.replace("1,", "11,").replace("3,", "13,").replace("weird", "odd", 1))
    )
    assert "As answered last time." in page.words
    assert "What does “odd” mean? One item. What" in page.words
    assert "Finished 2" in page.words


def test_the_answers_are_a_file_for_the_next_import(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    text = "id,title,state,people\n1,Search,weird,Ann\n2,Map,open,\n"
    address = brought(site, bob.browser, text)
    bob.press(bob.look(address), "Check again", **{"states-0": "in_progress", "member": str(site.cast.alice)})
    told = bob.browser.get(f"{address}/answers.json")
    assert json.loads(told.data) == {"states": {"weird": "in_progress"}, "members": {"Ann": "Alice"}}
    again = bring(site, bob.browser, text.replace("1,", "9,"), answers=(io.BytesIO(told.data), "answers.json"))
    page = bob.look(str(again.location))
    assert "In progress 1" in page.words


def test_columns_may_mean_something_else(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    page = bob.look(brought(site, bob.browser, "title,note,when\nSearch,Look,2026-03-04\n"))
    page = bob.press(page, "Check again", **{"columns-title": "note", "columns-finished": "when"})
    assert "Finished 1" in page.words
    bob.press(page, "Import one item")
    assert (site.cast.item(1).title, str(site.cast.item(1).finished_on)) == ("Look", "2026-03-04")


def test_more_in_progress_than_room_asks_what_then(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    page = bob.look(brought(site, bob.browser, "title,state\n" + "".join(f"Run {n},running\n" for n in range(4))))
    assert "4 in progress, room for 3" in page.words
    refused = bob.press(page, "Import 4 items")
    assert refused.response.status_code == 409
    assert "4 rows are in progress and there is room for 3" in refused.words
    assert site.rows("item") == []
    assert "4 now" in bob.press(refused, "Import 4 items", wip="raise").words


def test_room_that_went_since_the_preview_is_a_refusal_with_the_choice(site: Site) -> None:
    site.cast.add("Mine")
    bob = Person(site.browser(site.cast.bob))
    page = bob.look(brought(site, bob.browser, "title,state\n" + "".join(f"Run {n},running\n" for n in range(3))))
    site.cast.do(pull_top, by=site.cast.alice)
    refused = bob.press(page, "Import 3 items")
    assert (refused.response.status_code, "Let the rest wait" in refused.words) == (409, True)


def test_known_rows_are_told_before_and_skipped_unless_a_person_wants_them(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    bob.press(bob.look(brought(site, bob.browser, MIXED)), "Import 6 items")
    page = bob.look(brought(site, bob.browser, MIXED + "n1,New,,,,\n,Later,,,,\n"))
    assert "One item comes in" in page.words or "2 items come in" in page.words
    assert "rows look known. They are skipped." in page.words
    bare = "title\nLater\n"
    bob.press(bob.look(brought(site, bob.browser, bare)), "Import one item")
    page = bob.look(brought(site, bob.browser, bare))
    assert "Nothing new comes in" in page.words
    page = bob.press(page, "Check again", known="add")
    bob.press(page, "Import one item")
    assert site.cast.order().count("Later") == 3


def test_a_new_file_takes_the_place_of_the_one_before(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    first = brought(site, bob, MIXED)
    sent = choices(bob.get(first))
    second = brought(site, bob, "title\nA\n")
    for answer in (bob.get(first), bob.post(first, sent), bob.post(f"{first}/import", sent)):  # as from another tab
        assert (answer.status_code, answer.headers["Location"]) == (303, start(site))
    assert "This file is no longer here. Choose it again." in bob.get(start(site)).text
    assert bob.get(first, headers={"Accept": "application/json"}).status_code == 404
    assert bob.get(second).status_code == 200
    assert len(site.rows("upload")) == 1


def test_it_is_taken_back_on_its_page_and_stands_in_the_order_history(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    done = bob.press(bob.look(brought(site, bob.browser, MIXED)), "Import 6 items")
    assert "This deletes its items" in done.words
    history = bob.look(f"/teams/{site.cast.team}/order")
    assert "imported 6 items from work.csv" in history.words
    page = bob.look(f"{start(site)}/acts/{site.rows('import_act')[0]['id']}")
    site.cast.do(pull_top, by=site.cast.alice)
    refused = bob.press(page, "Take the import back")
    assert (
        refused.response.status_code,
        "were changed since" in refused.words or "was changed since" in refused.words,
    ) == (409, True)
    page = bob.press(refused, "Take the import back", keep="1")
    assert "This import was taken back on" in page.words
    assert len(site.rows("item")) == 1
    assert "took back 5 items of work.csv" in bob.look(f"/teams/{site.cast.team}/order").words


def test_who_wrote_a_comment_is_counted_before_and_after(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    raw = (EXPORTS / "jira_cloud.csv").read_bytes()
    page = bob.look(brought(site, bob.browser, raw, "jira_cloud.csv"))
    assert "5 names. They become former people." in page.words
    assert "former people 5" in bob.press(page, "Import 26 items", wip="raise").words


def test_a_name_of_a_member_is_proposed_and_the_manager_says_who_was_who(site: Site) -> None:
    bob, shop = site.browser(site.cast.bob), given.area(site.cast, "Shop")
    address = brought(site, bob, NAMED)
    manager = Person(bob)
    page = manager.look(address)
    assert chosen(page) == {"alice": str(site.cast.alice), "Ann": "", "Bo": ""}
    page = manager.press(page, "Check again", member=["", str(site.cast.bob), ""])
    assert chosen(page) == {"alice": "", "Ann": str(site.cast.bob), "Bo": ""}
    assert (site.rows("former_person"), given.able(site.cast, shop)) == ([], frozenset())
    page = manager.press(page, "Import 2 items")
    assert "3, one of them is a member" in page.words
    assert {row["name"]: row["claimed_by"] for row in site.rows("former_person")} == {
        "alice": None, "Ann": site.cast.bob, "Bo": None,
    }  # fmt: skip
    assert given.able(site.cast, shop) == {site.cast.bob}


def test_who_was_named_so_by_the_manager_sees_it_and_takes_it_back(site: Site) -> None:
    bob, shop = Person(site.browser(site.cast.bob)), given.area(site.cast, "Shop")
    bob.press(bob.look(brought(site, bob.browser, NAMED)), "Import 2 items")
    assert given.able(site.cast, shop) == {site.cast.alice}
    alice = Person(site.browser(site.cast.alice))
    page = alice.look(f"/teams/{site.cast.team}/cover")
    assert "alice that was me" in page.words
    alice.press(page, "Not me")
    assert given.able(site.cast, shop) == frozenset()


def test_somebody_who_is_no_member_was_nobody(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    page = bob.look(brought(site, bob.browser, NAMED))
    for who, says in ((str(site.cast.carol), "not in the team any more"), ("x", "This must be a whole number")):
        refused = bob.press(page, "Import 2 items", member=["", who, ""])
        assert refused.response.status_code == 422
        assert says in refused.words
        assert site.rows("item") == site.rows("former_person") == []


def chosen(page: Shown) -> dict[str, str]:
    fields = next(form.fields for form in page.forms if "named" in dict(form.fields))
    named, said = ([value for name, value in fields if name == which] for which in ("named", "member"))
    return dict(zip(named, said, strict=True))
