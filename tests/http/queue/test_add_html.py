"""Adding on the queue's pages, used without scripts: one title, a place with its reason, pasted lines."""


def test_a_member_adds_at_the_bottom_and_the_item_is_new(cast, alice, bob, queue):
    cast.add("Search")
    page = alice.press(alice.look(f"{queue}/add"), "Add", title="Refunds", words="All **of** it")
    assert "Added “Refunds” at position 2" in page.words
    assert "2 Refunds #2 New" in page.words
    page = bob.press(bob.look(queue), "Keep here")
    assert "Keep here" not in page.words
    assert "“Refunds” keeps its position" in page.words


def test_a_wrong_title_is_said_beside_its_field_and_nothing_typed_is_lost(site, cast, alice, queue):
    before = site.mark()
    answer = alice.press(alice.look(f"{queue}/add"), "Add", title="x" * 201, words="All of it")
    assert answer.response.status_code == 422
    assert "This is 201 characters long. Shorten it to 200." in answer.words
    assert ("words", "All of it") in answer.forms[-2].fields or any(
        ("words", "All of it") in f.fields for f in answer.forms
    )
    assert site.mark() == before


def test_an_item_on_top_asks_for_the_reason_and_keeps_what_was_typed(cast, bob, queue):
    cast.add("Search")
    answer = bob.press(bob.look(f"{queue}/add"), "Add", title="Refunds", to="top")
    assert answer.response.status_code == 409
    assert "This changes the top 3." in answer.words
    again = bob.press(answer, "Add", kind="date", reason="The law changes.")
    assert "Added “Refunds” at position 1" in again.words
    assert cast.order() == ["Refunds", "Search"]


def test_pasted_lines_become_items_in_their_order(cast, bob, queue):
    page = bob.press(bob.look(queue), "Add items", text="Search\r\n\r\n  Refunds \r\nTax")
    assert "Added 3 items" in page.words
    assert cast.order() == ["Search", "Refunds", "Tax"]


def test_a_pasted_line_that_is_too_long_is_refused_with_all_lines_kept(cast, bob, queue):
    answer = bob.press(bob.look(f"{queue}/add"), "Add items", text="Search\n" + "x" * 201)
    assert answer.response.status_code == 422
    assert any(("text", "Search\n" + "x" * 201) in form.fields for form in answer.forms)
    assert cast.order() == []


def test_pasted_marks_go_and_odd_breaks_make_no_item(cast, bob, queue):  # W5
    text = "- Search\r\n* [ ] Refunds\n\u2022 Tax\n\ufeff\nOne\u2028line\x0bonly\x85here"
    page = bob.press(bob.look(queue), "Add items", text=text)
    assert "Added 4 items" in page.words
    assert cast.order() == ["Search", "Refunds", "Tax", "One line only here"]


def test_titles_that_are_in_the_queue_already_are_mentioned(cast, bob, queue):  # W5
    cast.add("Search", "Tax")
    page = bob.press(bob.look(f"{queue}/add"), "Add items", text="search\nBeds")
    assert "“search” is in the queue more than once." in page.words
    page = bob.press(bob.look(f"{queue}/add"), "Add items", text="Tax\nBeds\nNew")
    assert "2 of these titles are in the queue more than once, such as “Tax”." in page.words
    assert len(cast.order()) == 7


def test_lines_are_added_at_a_gap_by_who_orders(site, cast, queue):
    cast.add("Search", "Tax", "Beds", "Map", "Photos")
    gap = {"text": "- Refunds\n- Lifts", "above": "5"}
    assert site.browser(cast.alice).post(f"{queue}/paste", gap).status_code == 403
    assert site.browser(cast.bob).post(f"{queue}/paste", gap).status_code == 303
    assert cast.order() == ["Search", "Tax", "Beds", "Map", "Refunds", "Lifts", "Photos"]
