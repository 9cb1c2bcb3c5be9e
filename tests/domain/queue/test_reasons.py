"""The tables of reasons are complete: each kind has a label, and words wherever the product shows it."""

import pytest

from queue_app.domain.queue.reasons import ORDER_REASONS, PUT_BACK_REASONS, SKIP_REASONS, because

TABLES = {"order": ORDER_REASONS, "put back": PUT_BACK_REASONS, "skip": SKIP_REASONS}


@pytest.mark.parametrize("table", TABLES)
def test_each_kind_has_a_label_of_its_own(table):
    labels = [kind.label for kind in TABLES[table].values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_what_changes_the_order_has_words_for_the_sentence_about_it():
    assert all(because().values())
    assert because().keys() == ORDER_REASONS.keys() | PUT_BACK_REASONS.keys()


def test_the_same_value_says_the_same_in_that_sentence():
    both = ORDER_REASONS.keys() & PUT_BACK_REASONS.keys()
    assert [kind for kind in both if ORDER_REASONS[kind].because != PUT_BACK_REASONS[kind].because] == []
