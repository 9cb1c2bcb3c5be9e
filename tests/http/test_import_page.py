"""Importing in the browser: bring a file, choose, look, import, once."""

import re

from queue_app.usecases.pull import pull_top
from tests.http.bringing import brought, choices
from tests.http.site import Site
from tests.imports import MIXED


def test_a_file_is_shown_before_anything_comes_of_it(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    revision = site.revision(site.cast.team)
    page = bob.get(brought(site, bob, MIXED))
    assert page.status_code == 200
    assert "2 finished, 2 in progress, 2 waiting" in page.text
    assert "2 names become former people" in page.text
    assert re.search(r"<th scope=\"row\">2</th>\s*<td>Old</td><td>r1</td>", page.text)
    assert choices(page)["title"] == "1"
    assert (site.rows("item"), site.revision(site.cast.team)) == ([], revision)


def test_import_brings_it_in_and_says_what_came(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, MIXED)
    answer = bob.post(f"{address}/import", choices(bob.get(address)))
    assert (answer.status_code, answer.location) == (303, address)
    page = bob.get(address)
    assert "6 items are here" in page.text
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
    assert "2 items are here" in bob.get(address).text


def test_columns_may_mean_something_else(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "what,when,who\nSearch,4/3/2026,Ann\nRefunds,,Bo\n")
    page = bob.get(address)
    assert "No column holds the titles" in page.text
    assert "Import" not in re.findall(r"<button[^>]*formaction", page.text)
    assert bob.post(address, {"title": "0", "finished": "1", "people": "2", "zone": "UTC"}).status_code == 303
    page = bob.get(address)
    assert "Line 2, finished: This can be read in two ways." in page.text
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
    assert "4 in progress, and room for 3" in page.text
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
    assert "One item would come" in page.text
    assert "6 rows are skipped: their references are in the team already." in page.text


def test_a_new_file_takes_the_place_of_the_one_before(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    first = brought(site, bob, MIXED)
    second = brought(site, bob, "title\nA\n")
    assert bob.get(first).status_code == 404
    assert bob.get(second).status_code == 200
    assert len(site.rows("upload")) == 1
