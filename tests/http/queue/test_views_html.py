"""Filters kept as views, acts on what a filter shows, chosen items, and short links, without scripts."""

from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.waits.wait import wait_for
from tests.store.rows import area


def titles(page):
    return [
        title for title in ("Search", "Refunds", "Tax", "Photos") if f" {title} #" in page.words.partition("Waiting")[2]
    ]


def test_areas_widen_all_else_narrows_and_running_matches_are_named(cast, alice, queue):
    cast.add("Search", "Refunds", "Tax", "Photos")
    shop, desk = area(cast, "Shop", 2, 3), area(cast, "Desk", 4)
    cast.do(pull_top, by=cast.alice)
    cast.do(put_back, by=cast.alice, item=1, kind="cannot_go_on")
    cast.do(block, item=3, sentence="Waits.")
    cast.do(wait_for, item=4, number=2)
    for query, found in (
        (f"area={shop}&area={desk}", ["Refunds", "Tax", "Photos"]),
        (f"area={shop}&area={desk}&only=blocked", ["Tax"]),
        (f"area={shop}&area={desk}&only=waits", ["Photos"]),
        ("only=mine", ["Search"]),
        ("only=mine&only=blocked", []),
        (f"area={desk}&q=photos", ["Photos"]),
    ):
        page = alice.look(f"{queue}?{query}")
        assert titles(page) == found, query
    assert "Remove a filter to see more. Show all items" in alice.look(f"{queue}?only=mine&only=blocked").words
    cast.do(pull_top, by=cast.alice)
    page = alice.look(f"{queue}?only=mine")
    assert "No waiting item matches." in page.words
    assert "Not waiting Search #1 in progress" in page.words


def test_an_act_and_its_undo_come_back_to_the_filter(cast, bob, queue):
    cast.add("Search", "Refunds")
    address = f"{queue}?area={area(cast, 'Shop', 1, 2)}&q=s"
    bob.look(address)
    asked = bob.look(f"{queue}/items/2/block")
    page = bob.press(asked, "Block", reason="Waits for the bank")
    assert (bob.address, page.response.status_code) == (address, 200)
    bob.press(page, "Undo")
    assert bob.address == address


def test_a_filter_becomes_a_view_of_the_team_and_is_renamed_and_removed(cast, alice, carol, queue):
    cast.add("Search", "Refunds")
    shop = area(cast, "Shop", 2)
    filtered = alice.look(f"{queue}?area={shop}")
    page = alice.press(alice.look(filtered.link("Save as a view")), "Save", name="Of the shop")
    assert alice.address == f"{queue}?area={shop}"
    assert "Of the shop: 1 match" in page.words
    seen = carol.look(carol.look(queue).link("Of the shop"))
    assert "Of the shop: 1 match" in seen.words
    assert "Edit view" not in seen.words
    assert "Save as a view" not in carol.look(f"{queue}?q=x").words
    taken = alice.press(alice.look(f"{queue}/save-view?q=fax"), "Save", name="OF THE SHOP")
    assert taken.response.status_code == 409
    assert "This name is already on the list." in taken.words
    edited = alice.press(alice.look(page.link("Edit view")), "Save", name="Shop, stuck", blocked="1")
    assert alice.address == f"{queue}?area={shop}&only=blocked"
    assert "Shop, stuck: 0 matches" in edited.words
    gone = alice.press(alice.look(edited.link("Edit view")), "Remove “Shop, stuck”")
    assert "The view is removed" in gone.words
    assert "Views" not in gone.words
    assert alice.browser.get(f"{queue}/change-view?view=1").status_code == 404


def test_chosen_items_get_areas_and_are_dropped_from_a_page(cast, bob, queue):
    cast.add("Search", "Refunds", "Tax")
    shop = area(cast, "Shop", 1)
    bob.look(f"{queue}?area={shop}")
    page = bob.press(bob.look(f"{queue}/areas?items=1&items=3"), "Save", areas=[str(shop)])
    assert bob.address == f"{queue}?area={shop}"
    assert titles(page) == ["Search", "Tax"]
    assert "“Tax” has other areas" in page.words, "the first one had it"
    page = bob.press(bob.look(f"{queue}/drop?items=1&items=3"), "Drop", reason="Nobody needs them.")
    assert "You dropped 2 items" in page.words
    assert "Search #1 and one more was dropped" in bob.look(f"{queue}/order").words
    page = bob.press(bob.look(queue), "Undo")
    assert titles(page) == ["Search", "Refunds", "Tax"]


def test_a_short_link_leads_to_the_item(cast, alice, carol, queue):
    cast.add("Search")
    for person in (alice, carol):
        assert person.browser.get(f"{queue}/i/1").headers["Location"] == f"{queue}/items/1"
    assert f"{queue}/i/1" in alice.look(f"{queue}/items/1/menu").link("Copy link")
    assert alice.browser.get(f"{queue}/i/99").status_code == 404
