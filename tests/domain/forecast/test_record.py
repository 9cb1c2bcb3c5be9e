"""Each date that was quoted is kept, missed, open or dropped; two records, never mixed."""

from datetime import date, timedelta

import pytest

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.record import NO_RECORD, Fate, Quote, Score, nth, outcome, record, scores

DAY = date(2026, 11, 23)


def on(ahead: int) -> date:
    return DAY + timedelta(days=ahead)


QUOTE = Quote(DAY, 3, 2, Range(on(1), on(3), on(5), None))


@pytest.mark.parametrize(
    ("fate", "today", "expected"),
    [
        (Fate(finished=on(3)), on(9), "kept"),
        (Fate(finished=on(4)), on(9), "missed"),
        (Fate(finished=on(1)), on(3), "open"),
        (Fate(finished=on(1)), on(4), "kept"),
        (Fate(), on(3), "open"),
        (Fate(), on(4), "missed"),
        (Fate(dropped=True), on(9), "dropped"),
    ],
)
def test_what_became_of_a_date(fate: Fate, today: date, expected: str) -> None:
    assert outcome(on(3), fate, today) == expected


def test_the_n_th_completion_counts_from_the_day_of_the_quote() -> None:
    assert nth(QUOTE, [on(-1), on(0), on(2)]) == on(2)
    assert nth(QUOTE, [on(-2), on(-1), on(0)]) is None


def test_the_record_of_the_next_completions() -> None:
    finished = [on(-1), on(0), on(4)]
    assert record([QUOTE], {}, finished, on(6)).next == (
        Score(0.5, missed=1),
        Score(0.7, missed=1),
        Score(0.85, kept=1),
        Score(0.95),
    )


def test_an_early_one_counts_when_its_date_has_passed_so_that_late_ones_weigh_as_much() -> None:
    assert record([QUOTE], {}, [on(0), on(0)], on(5)).next_score == Score(0.85, open=1)
    assert record([QUOTE], {}, [on(0), on(0)], on(6)).next_score == Score(0.85, kept=1)


def test_the_record_of_the_very_item_says_how_many_were_overtaken() -> None:
    fates = [Fate(on(4), overtaken=True), Fate(on(4)), Fate(on(1), overtaken=True), Fate(dropped=True), Fate()]
    _, at_70, at_85, _ = scores(((QUOTE, fate) for fate in fates), on(5))
    assert at_70 == Score(0.7, kept=1, missed=3, dropped=1, overtaken=1)
    assert at_85 == Score(0.85, open=4, dropped=1)


def test_the_two_records_are_never_mixed() -> None:
    item = Quote(DAY, 1, 1, QUOTE.dates, item=7)
    found = record([QUOTE, item], {item: Fate(on(9), overtaken=True)}, [on(0), on(0)], on(10))
    assert found.next_score == Score(0.85, kept=1)
    assert found.item_score == Score(0.85, missed=1, overtaken=1)
    assert dict(found.places)[3][2] == Score(0.85, kept=1)
    assert record([], {}, [], on(0)).next == NO_RECORD.next


def test_the_bars_are_the_last_forty_dates_of_the_largest_n_with_twenty() -> None:
    of_ten = [Quote(on(n), 10, 1, Range(None, None, on(n + 1), None)) for n in range(19)]
    of_one = [Quote(on(n), 1, 1, Range(None, None, on(n), None)) for n in range(50)]
    finished = [on(n) for n in range(49)]
    found = record([*of_ten, *of_one], {}, finished, on(99))
    assert (found.bars_place, len(found.bars), found.kept) == (1, 40, 39)
    assert found.bars[-2:] == (True, False)
    another = Quote(on(20), 10, 1, Range(None, None, on(21), None))
    assert record([*of_ten, another, *of_one], {}, finished, on(99)).bars_place == 10


@pytest.mark.parametrize(("kept", "missed", "poor"), [(13, 7, True), (14, 6, False), (0, 19, False), (69, 31, True)])
def test_a_poor_record_is_known_from_twenty_dates_on(kept: int, missed: int, poor: bool) -> None:
    score = Score(0.85, kept=kept, missed=missed)
    assert (score.resolved, score.poor) == (kept + missed, poor)
