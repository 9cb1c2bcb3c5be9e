"""The plan, the notes, the words and the company of an item, used without scripts."""

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


def test_notes_are_added_with_who_and_never_as_html(cast, runs, alice, item):
    page = alice.press(alice.look(item), "Add note", text="**Seven** days <script>alert(1)</script>")
    assert "<strong>Seven</strong> days &lt;script&gt;" in page.response.text
    assert "Alice, " in page.words


def test_company_is_asked_for_and_no_more_needed(cast, runs, alice, bob, item, queue):
    alice.press(alice.look(item), "Ask", text="a second person")
    assert "a second person" in bob.look(queue).words
    alice.press(alice.look(item), "No help needed now")
    assert cast.item(1).company is None


def test_joining_and_leaving_are_ones_own_click(cast, runs, bob, item):
    page = bob.press(bob.look(item), "Join")
    assert "Alice and Bob on it" in page.words
    page = bob.press(page, "Leave")
    assert "Alice on it" in page.words
