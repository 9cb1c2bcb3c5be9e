"""Each date that was quoted is kept, missed, open or dropped; two records, never mixed."""

from datetime import date, timedelta

import pytest

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.record import NO_RECORD, Fate, Quote, Score, nth, outcome, record, record_start, scores

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
    assert record([QUOTE], {}, finished, on(6)).next[1].scores == (
        Score(0.5, (False,)),
        Score(0.7, (False,)),
        Score(0.85, (True,)),
        Score(0.95),
    )


def test_an_early_one_counts_when_its_date_has_passed_so_that_late_ones_weigh_as_much() -> None:
    assert record([QUOTE], {}, [on(0), on(0)], on(5)).next[1].score == Score(0.85, open=1)
    assert record([QUOTE], {}, [on(0), on(0)], on(6)).next[1].score == Score(0.85, (True,))


def test_a_date_counts_when_the_one_before_it_has_passed() -> None:
    """Quoted every day, each for three days later: every fourth counts, whatever became of the others."""
    quotes = [Quote(on(n), 3, 1, Range(None, None, on(n + 3), None)) for n in range(12)]
    fates = [Fate(on(n + 3 if n in (0, 8) else n + 9), overtaken=n > 5) for n in range(12)]
    chosen = scores(list(zip(quotes, fates, strict=True)), on(40))
    assert chosen[2] == Score(0.85, (True, False, True))
    assert chosen[0] == Score(0.5)


def test_a_day_without_a_date_is_passed_over() -> None:
    quotes = [Quote(on(n), 1, 1, Range(None, None, on(n) if n != 1 else None, None)) for n in range(3)]
    assert scores([(quote, Fate(quote.day)) for quote in quotes], on(9))[2] == Score(0.85, (True, True))


def test_the_record_of_the_very_item_says_how_many_were_overtaken() -> None:
    fates = [Fate(on(4), overtaken=True), Fate(on(9)), Fate(dropped=True), Fate(on(15), overtaken=True), Fate()]
    quotes = [Quote(on(4 * n), 1, 1, Range(None, None, on(4 * n + 3), None), item=n + 1) for n in range(5)]
    assert scores(list(zip(quotes, fates, strict=True)), on(18))[2] == Score(
        0.85, (False, False, True), open=1, dropped=1, overtaken=1
    )


def test_the_two_records_are_never_mixed() -> None:
    item = Quote(DAY, 1, 1, QUOTE.dates, item=7)
    both = record([QUOTE, item], {item: Fate(on(9), overtaken=True)}, [on(0), on(0)], on(10))
    assert [each.score.kept for each in both.next] == [0, 1, 0, 0]
    assert both.items[0].score == Score(0.85, (False,), overtaken=1)
    assert record([], {}, [], on(0)) == NO_RECORD


def test_the_largest_n_with_twelve_dates_is_shown_first_and_else_the_one_with_most() -> None:
    of_ten = [Quote(on(2 * n), 10, 1, Range(None, None, on(2 * n + 1), None)) for n in range(12)]
    of_one = [Quote(on(n), 1, 1, Range(None, None, on(n), None)) for n in range(11)]
    finished = [on(n) for n in range(49)]
    assert record([*of_ten, *of_one], {}, finished, on(99)).next_shown.place == 10
    assert record([*of_ten[:9], *of_one], {}, finished, on(99)).next_shown.place == 1
    assert NO_RECORD.next_shown.score.resolved == 0


@pytest.mark.parametrize(
    ("kept", "missed", "calibration"),
    [
        (3, 8, ""),
        (11, 0, ""),
        (7, 5, "fewer"),
        (8, 4, "as quoted"),
        (12, 0, "as quoted"),
        (19, 0, "more"),
        (18, 0, "as quoted"),
        (60, 20, "fewer"),
        (68, 12, "as quoted"),
    ],
)
def test_a_verdict_needs_twelve_dates_and_more_than_luck(kept: int, missed: int, calibration: str) -> None:
    """By the binomial distribution at 85 %: 7 or fewer of 12 in 4.6 of 100 cases, 19 of 19 in 4.6, 18 of 18 in 5.4."""
    score = Score(0.85, (True,) * kept + (False,) * missed)
    assert (score.resolved, score.kept, score.missed) == (kept + missed, kept, missed)
    assert score.calibration == calibration


def test_the_record_begins_with_a_month_so_that_one_more_day_does_not_choose_other_dates() -> None:
    assert record_start(date(2026, 11, 29)) == record_start(date(2026, 11, 10)) == date(2026, 3, 1)
    assert record_start(date(2026, 12, 31)) == date(2026, 4, 1)
