"""Importing in the browser: bring a file, choose, look, import, once."""

import re

from queue_app.usecases.queue.pull import pull_top
from tests import given
from tests.http.importing.bringing import brought, choices
from tests.http.reading import Person, Shown
from tests.http.site import Site
from tests.imports import MIXED

NAMED = """title,finished,people,area
Old,2026-11-02,alice;Ann,Shop
Older,2026-11-03,alice;Ann;Bo,Shop
"""


def test_a_file_is_shown_before_anything_comes_of_it(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    revision = site.revision(site.cast.team)
    page = bob.get(brought(site, bob, MIXED))
    assert page.status_code == 200
    assert "2 finished, 2 in progress, 2 waiting" in page.text
    assert "The file names 2 people. No accounts are made." in page.text
    assert re.search(r"<th scope=\"row\">2</th>\s*<td>Old</td><td>r1</td>", page.text)
    assert choices(page)["title"] == "1"
    assert (site.rows("item"), site.revision(site.cast.team)) == ([], revision)


def test_import_brings_it_in_and_says_what_came(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, MIXED)
    answer = bob.post(f"{address}/import", choices(bob.get(address)))
    assert (answer.status_code, answer.location) == (303, address)
    page = bob.get(address)
    assert "6 items imported" in page.text
    assert "Shop, Data" in page.text
    assert site.cast.order() == ["Running", "Running too", "Later", "Latest"]
    assert [row["content"] for row in site.rows("upload")] == [b""]


def test_sent_twice_it_is_one_import(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "title\nA\nB\n")
    sent = choices(bob.get(address))
    for _ in range(2):
        assert bob.post(f"{address}/import", sent).status_code == 303
    assert bob.post(address, sent).status_code == 303
    assert site.cast.order() == ["A", "B"]
    assert "2 items imported" in bob.get(address).text


def test_columns_may_mean_something_else(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "what,when,who\nSearch,4/3/2026,Ann\nRefunds,,Bo\n")
    page = bob.get(address)
    assert "No column has the titles" in page.text
    assert "Import" not in re.findall(r"<button[^>]*formaction", page.text)
    assert bob.post(address, {"title": "0", "finished": "1", "people": "2", "zone": "UTC"}).status_code == 303
    page = bob.get(address)
    assert "Line 2, finished: This date has two meanings." in page.text
    sent = choices(page) | {"slashes": "day_first"}
    assert bob.post(address, sent).status_code == 303
    page = bob.get(address)
    assert "1 finished, 0 in progress, 1 waiting" in page.text
    assert bob.post(f"{address}/import", choices(page)).status_code == 303
    assert str(site.cast.item(1).finished_on) == "2026-03-04"


def test_more_in_progress_than_room_asks_what_then(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "title,state\n" + "Run,running\n" * 4)
    page = bob.get(address)
    assert "4 in progress, room for 3" in page.text
    sent = choices(page)
    refused = bob.post(f"{address}/import", sent)
    assert refused.status_code == 409
    assert "4 rows are in progress and there is room for 3" in refused.text
    assert site.rows("item") == []
    assert bob.post(f"{address}/import", sent | {"wip": "raise"}).status_code == 303
    assert "4 now" in bob.get(address).text


def test_room_that_went_since_the_preview_is_a_refusal_with_the_choice(site: Site) -> None:
    site.cast.add("Mine")
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "title,state\n" + "Run,running\n" * 3)
    sent = choices(bob.get(address))
    site.cast.do(pull_top, by=site.cast.alice)
    refused = bob.post(f"{address}/import", sent)
    assert refused.status_code == 409
    assert "Let the rest wait" in refused.text


def test_known_references_are_counted_before_and_skipped(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    first = brought(site, bob, MIXED)
    bob.post(f"{first}/import", choices(bob.get(first)))
    again = brought(site, bob, MIXED + "n1,New,,,,\n")
    page = bob.get(again)
    assert "One item to import" in page.text
    assert "6 rows are skipped. The team already has their references." in page.text


def test_a_new_file_takes_the_place_of_the_one_before(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    first = brought(site, bob, MIXED)
    second = brought(site, bob, "title\nA\n")
    assert bob.get(first).status_code == 404
    assert bob.get(second).status_code == 200
    assert len(site.rows("upload")) == 1


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
    fields = page.forms[-1].fields
    named, said = ([value for name, value in fields if name == which] for which in ("named", "member"))
    return dict(zip(named, said, strict=True))
