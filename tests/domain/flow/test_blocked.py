"""Blocked days: the union of an item's blocked days, by kind."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.flow.blocked import BlockedSpell, blocked
from queue_app.domain.flow.span import Span

FIRST = date(2026, 11, 1)
MONTH = Span(FIRST, FIRST + timedelta(days=29))


def spell(first: int, last: int, kind: str | None = "a bank", number: int = 7) -> BlockedSpell:
    day = timedelta(days=1)
    return BlockedSpell(
        number, f"Item {number}", kind, False if kind else None, FIRST + first * day, FIRST + last * day
    )


def test_overlaps_count_once():
    found = blocked([spell(0, 4), spell(3, 6), spell(6, 6)], MONTH)
    assert [(kind.kind, kind.days) for kind in found.kinds] == [("a bank", 7)]
    assert found.days == 7


def test_a_day_of_two_kinds_counts_for_both_and_once_in_all():
    found = blocked([spell(0, 4), spell(4, 5, "a decision")], MONTH)
    assert [(kind.kind, kind.days) for kind in found.kinds] == [("a bank", 5), ("a decision", 2)]
    assert found.days == 6


def test_two_items_on_one_day_are_two_blocked_days():
    found = blocked([spell(0, 0), spell(0, 2, number=8)], MONTH)
    assert (found.days, found.kinds[0].days) == (4, 4)
    assert [(item.number, item.days) for item in found.kinds[0].items] == [(8, 3), (7, 1)]


def test_only_the_days_within_count():
    found = blocked([spell(-10, 1), spell(28, 40, number=8), spell(-9, -1, number=9), spell(30, 31, number=9)], MONTH)
    assert [(item.number, item.days) for item in found.kinds[0].items] == [(7, 2), (8, 2)]


def test_the_worst_kind_is_one_with_a_name():
    found = blocked([spell(0, 9, None), spell(0, 1)], MONTH)
    assert [kind.kind for kind in found.kinds] == [None, "a bank"]
    assert found.worst is not None
    assert found.worst.kind == "a bank"
    assert blocked([spell(0, 9, None)], MONTH).worst is None
    assert blocked([], MONTH).kinds == ()


@given(
    st.lists(st.tuples(st.integers(-40, 40), st.integers(0, 40), st.sampled_from(["a", "b", None]), st.integers(1, 3)))
)
def test_nothing_is_blocked_longer_than_the_days_there_are(rows):
    found = blocked([spell(first, first + more, kind, number) for first, more, kind, number in rows], MONTH)
    assert found.days <= MONTH.days * 3
    assert found.days <= sum(kind.days for kind in found.kinds)
    assert all(item.days <= MONTH.days for kind in found.kinds for item in kind.items)
