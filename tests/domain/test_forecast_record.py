"""Each date that was quoted is kept, missed, open or dropped; two records, never mixed."""

from datetime import date, timedelta

import pytest

from queue_app.domain.forecasting.forecast import ODDS, Range
from queue_app.domain.forecasting.record import Fate, Quote, Score, backwards, nth, of_items, of_next, outcome
from tests.domain.forecasts import EVERY_DAY, MON_FRI, MONDAY, STEADY, days, made

DAY = date(2026, 11, 23)


def on(ahead: int) -> date:
    return DAY + timedelta(days=ahead)


QUOTE = Quote(DAY, 3, 2, Range(on(1), on(3), on(5), None))


@pytest.mark.parametrize(
    ("fate", "today", "expected"),
    [
        (Fate(finished=on(3)), on(9), "kept"),
        (Fate(finished=on(4)), on(9), "missed"),
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
    finished = [on(-1), on(0), on(2)]
    assert of_next([QUOTE, QUOTE], finished, on(2)) == (
        Score(0.5, missed=2),
        Score(0.7, kept=2),
        Score(0.85, kept=2),
        Score(0.95),
    )


def test_the_record_of_the_very_item_says_how_many_were_overtaken() -> None:
    fates = [Fate(on(4), overtaken=True), Fate(on(4)), Fate(on(1), overtaken=True), Fate(dropped=True), Fate()]
    _, at_70, at_85, _ = of_items(((QUOTE, fate) for fate in fates), on(5))
    assert at_70 == Score(0.7, kept=1, missed=3, dropped=1, overtaken=1)
    assert at_85 == Score(0.85, kept=3, open=1, dropped=1)


@pytest.mark.parametrize(("kept", "missed", "poor"), [(13, 7, True), (14, 6, False), (0, 19, False), (69, 31, True)])
def test_a_poor_record_is_known_from_twenty_dates_on(kept: int, missed: int, poor: bool) -> None:
    score = Score(0.85, kept=kept, missed=missed)
    assert (score.resolved, score.poor) == (kept + missed, poor)


def test_backwards_quotes_what_would_have_been_quoted() -> None:
    finished = days(STEADY)
    end = MONDAY + timedelta(days=len(STEADY))
    quotes = list(backwards(finished, MON_FRI, [MONDAY, end], None))
    assert [(quote.day, quote.n) for quote in quotes] == [(end, 1), (end, 3), (end, 10), (end, 30)]
    assert quotes[2].dates == made().completion(10)


def test_backwards_sees_nothing_of_what_came_later() -> None:
    finished = days(STEADY)
    day = MONDAY + timedelta(days=28)
    short = [done for done in finished if done < day]
    assert list(backwards(finished, EVERY_DAY, [day], None)) == list(backwards(short, EVERY_DAY, [day], None))


def test_backwards_forgets_what_a_manager_forgot() -> None:
    day = MONDAY + timedelta(days=28)
    assert list(backwards(days(STEADY), EVERY_DAY, [day], day - timedelta(days=1))) == []


def test_a_team_that_goes_on_as_it_did_keeps_what_was_quoted() -> None:
    finished = days(STEADY * 3)
    today = MONDAY + timedelta(days=len(STEADY) * 3)
    past = [MONDAY + timedelta(days=n) for n in range(30, 130)]
    scores = of_next(backwards(finished, MON_FRI, past, None), finished, today)
    assert [score.odds for score in scores] == list(ODDS)
    for score in scores:
        assert score.kept >= score.odds * score.resolved
