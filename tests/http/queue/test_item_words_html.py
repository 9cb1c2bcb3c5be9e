"""The plan, the notes, the words and the company of an item, used without scripts."""

from datetime import timedelta

import pytest

from queue_app.domain.refusals import TooManyNotes
from queue_app.usecases.queue.plan import note
from tests.given import plan_of
from tests.rows import column


def test_the_plan_is_ticked_step_by_step_and_written_anew(cast, runs, alice, item):
    page = alice.press(alice.look(item), "Add", step="ask two hotels")
    page = alice.press(page, "ask two hotels")
    assert plan_of(cast, 1) == [("ask two hotels", True)]
    alice.press(alice.look(f"{item}/plan"), "Save", text="ask two hotels\nbuild")
    assert plan_of(cast, 1) == [("ask two hotels", True), ("build", False)]


def test_a_plan_that_somebody_changed_meanwhile_shows_both(cast, runs, alice, bob, item):
    page = alice.look(f"{item}/plan")
    bob.press(bob.look(f"{item}/plan"), "Save", text="ask")
    answer = alice.press(page, "Save", text="build")
    assert answer.response.status_code == 409
    assert "As it is now ask" in answer.words
    assert any(("text", "build") in form.fields for form in answer.forms)


def test_two_who_edit_the_same_words_lose_nothing(cast, runs, alice, bob, item):
    mine, theirs = alice.look(f"{item}/edit"), bob.look(f"{item}/edit")
    bob.press(theirs, "Save", words="Bob's words")
    answer = alice.press(mine, "Save", words="Alice's words")
    assert answer.response.status_code == 409
    assert "Bob's words" in answer.words
    assert any(("words", "Alice's words") in form.fields for form in answer.forms)
    alice.press(answer, "Save", words="both")
    assert column(cast, 1, "words") == "both"


def test_two_who_edit_in_place_get_both_texts_on_the_edit_page(cast, runs, alice, bob, item):
    page = alice.look(item)
    bob.press(bob.look(item), "Save", title="Search rooms")
    answer = alice.press(page, "Save", title="Search hotels")
    assert answer.response.status_code == 409
    assert "As it is now Search rooms" in answer.words
    assert cast.item(1).title == "Search rooms"
    alice.press(answer, "Save", title="Search hotels")
    assert cast.item(1).title == "Search hotels"


def test_notes_are_added_with_who_and_never_as_html(cast, runs, alice, item):
    page = alice.press(alice.look(item), "Add note", text="**Seven** days <script>alert(1)</script>")
    assert "<strong>Seven</strong> days &lt;script&gt;" in page.response.text
    assert "Alice, " in page.words


def test_a_note_is_corrected_on_its_page_and_later_refused_with_what_was_typed(
    cast, runs, alice, bob, item, monkeypatch
):
    page = alice.press(alice.look(item), "Add note", text="Ask the bnak.")
    assert "Correct it until" not in bob.look(item).words
    late = page = alice.press(page, "Save", text="Ask the bank.")
    assert "Ask the bank." in page.words
    assert ", corrected" in page.words
    assert "had a note corrected, Alice" in page.words
    assert "Ask the bnak." in alice.press(page, "Undo").words
    monkeypatch.setattr("queue_app.domain.notes.CORRECT_WITHIN", timedelta(0))
    answer = alice.press(late, "Save", text="Ask the bank at 11.")
    assert answer.response.status_code == 409
    assert "A note can be corrected for 10 minutes." in answer.alert
    assert "\nAsk the bank at 11.</textarea>" in answer.response.text
    assert "Correct it until" not in answer.words


def test_the_last_notes_are_shown_and_earlier_ones_are_a_page_away(cast, runs, alice, item, site, queue):  # X5
    for n in range(1, 46):
        cast.do(note, by=cast.alice, item=1, words=f"note-{n}.")
    page = alice.look(item)
    seen = [[n for n in range(1, 46) if f"note-{n}." in page.words]]
    while any(words == "Earlier notes" for words, _ in page.links):
        page = alice.look(page.link("Earlier notes"))
        seen.append([n for n in range(1, 46) if f"note-{n}." in page.words])
    assert seen == [list(range(26, 46)), list(range(6, 26)), list(range(1, 6))]
    assert "note-45." in alice.look(page.link("Latest notes")).words
    bearer = {"Authorization": f"Bearer {site.token(cast.bob, cast.team)}"}
    first = site.browser().get(f"/api{queue}/items/1", headers=bearer).get_json()
    assert [one["words"] for one in first["notes"]] == [f"note-{n}." for n in range(26, 46)]
    earlier = site.browser().get(first["_links"]["earlier_notes"]["href"], headers=bearer).get_json()
    assert earlier["notes"][0]["words"] == "note-6."


def test_a_person_writes_so_many_notes_a_day(cast, runs, alice, bob, item, monkeypatch):  # X5
    monkeypatch.setattr("queue_app.usecases.queue.plan.NOTES_A_DAY", 3)
    for n in range(3):
        cast.do(note, by=cast.alice, item=1, words=f"note-{n}.")
    with pytest.raises(TooManyNotes):
        cast.do(note, by=cast.alice, item=1, words="one more")
    cast.do(note, by=cast.bob, item=1, words="mine")
    cast.now += timedelta(days=1)
    cast.do(note, by=cast.alice, item=1, words="next day")


def test_company_is_asked_for_and_no_more_needed(cast, runs, alice, bob, item, queue):
    alice.press(alice.look(item), "Ask", text="a second person")
    assert "a second person" in bob.look(queue).words
    alice.press(alice.look(item), "No help needed now")
    assert cast.item(1).company is None


def test_joining_and_leaving_are_ones_own_click(cast, runs, bob, item):
    page = bob.press(bob.look(item), "Join")
    assert "On it now AL Alice BO Bob" in page.words
    page = bob.press(page, "Leave")
    assert "On it now AL Alice" in page.words
