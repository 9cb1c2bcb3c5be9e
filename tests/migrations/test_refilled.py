"""A migration recomputes derived columns if their rule has changed."""

from sqlalchemy import text

from queue_app.store.db import migrate
from tests.migrations.databases import fill, looking_at


def test_search_texts_are_folded_by_the_new_rule_and_back(blank_url):  # W1
    migrate.upgrade(blank_url, "2026_11_29_language")
    fill(blank_url, "2026_11_29_language")
    with looking_at(blank_url) as connection:
        connection.execute(
            text("UPDATE item SET title = 'Don\u2019t', reference = NULL, words = '\u0130', folded = 'x' WHERE id = 1")
        )
    for change, folded in ((migrate.upgrade, "don't  i"), (migrate.downgrade, "don\u2019t  i\u0307")):
        change(blank_url, "2026_11_30_search_fold" if change is migrate.upgrade else "2026_11_29_language")
        with looking_at(blank_url) as connection:
            assert connection.execute(text("SELECT folded FROM item WHERE id = 1")).scalar_one() == folded


def test_notes_that_were_written_before_are_searched_by_the_same_rule(blank_url):  # P4
    migrate.upgrade(blank_url, "2026_11_30_day_sums")
    fill(blank_url, "2026_11_30_day_sums")
    with looking_at(blank_url) as connection:
        connection.execute(text("UPDATE note SET words = 'Don\u2019t ask \u0130stanbul'"))
    migrate.upgrade(blank_url, "2026_11_30_search_notes")
    with looking_at(blank_url) as connection:
        assert connection.execute(text("SELECT folded FROM note")).scalars().all() == ["don't ask istanbul"]


def test_addresses_are_those_that_browsers_send_and_a_taken_one_stays(blank_url):  # W3
    migrate.upgrade(blank_url, "2026_11_30_search_fold")
    fill(blank_url, "2026_11_30_search_fold")
    with looking_at(blank_url) as connection:
        for person, address in ((1, "ida@m\u00fcller.example"), (2, "bob\u200b@example.org"), (3, "bob@example.org")):
            about = {"id": person, "at": address}
            if person == 3:
                connection.execute(
                    text("INSERT INTO person (id, name, created_at) VALUES (3, 'B', '2026-11-01 08:00:00.000000')")
                )
            connection.execute(text("UPDATE person SET email = :at, email_folded = :at WHERE id = :id"), about)
    migrate.upgrade(blank_url, "2026_11_30_addresses")
    with looking_at(blank_url) as connection:
        now = connection.execute(text("SELECT email_folded FROM person ORDER BY id")).scalars().all()
    assert now == ["ida@xn--mller-kva.example", "bob\u200b@example.org", "bob@example.org"]
