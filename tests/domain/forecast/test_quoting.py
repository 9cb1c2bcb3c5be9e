"""Quotes of today and of past days. A past day uses only what was known on the evening before."""

from datetime import date, timedelta

import pytest

from queue_app.domain.forecast.forecast import ODDS
from queue_app.domain.forecast.hindcast import Evening, PastEvent, Present, evenings, overtaken
from queue_app.domain.forecast.places import Open
from queue_app.domain.forecast.quoting import PastFacts, past_quotes, quotes
from queue_app.domain.forecast.record import Quote, record
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.replay import PastOrder
from tests.domain.forecast.forecasts import EVERY_DAY, MON_FRI, MONDAY, STEADY, days, made

END = MONDAY + timedelta(days=len(STEADY))
NOBODY: frozenset[int] = frozenset()
DONE = tuple(days(STEADY))


def evening(day: date, finished=DONE, order=(), running=NOBODY) -> Evening:
    return Evening(day, tuple(one for one in finished if one < day), order, running)


def event(day: date, **records) -> PastEvent:
    return PastEvent(day, {"items": list(records.values())})


def test_the_next_completions_and_the_items_at_these_places_are_quoted() -> None:
    told = TeamForecast(made(), MON_FRI)
    line = [Open(9, waiting=False), Open(1), Open(2), Open(3)]
    said = list(quotes(told, END, line))
    assert [(quote.place, quote.n, quote.item) for quote in said] == [
        (1, 1, None), (3, 3, None), (10, 10, None), (30, 30, None), (1, 2, 1), (3, 4, 3),
    ]  # fmt: skip
    assert said[2].dates == made().completion(10)
    assert said[4].dates == made().place(2)


def test_a_blocked_item_has_no_date_and_counts_for_those_below() -> None:
    line = [Open(1, blocked=True), Open(2), Open(3)]
    said = list(quotes(TeamForecast(made(), MON_FRI), END, line))
    assert [(quote.item, quote.n) for quote in said if quote.item] == [(3, 3)]


def test_without_enough_finished_work_nothing_is_quoted() -> None:
    assert list(quotes(TeamForecast(made([1, 1]), MON_FRI), END, [Open(1)])) == []


def test_backwards_quotes_what_would_have_been_quoted() -> None:
    said = list(past_quotes([evening(MONDAY), evening(END)], PastFacts(), MON_FRI))
    assert [(quote.day, quote.n) for quote in said] == [(END, 1), (END, 3), (END, 10), (END, 30)]
    assert said[2].dates == made().completion(10)


def test_backwards_splits_and_counts_what_ran_as_it_was_then() -> None:
    past = PastFacts(
        finished=[(END - timedelta(days=2), 1), (END - timedelta(days=1), 1), (END, 9)],
        spells=[(END - timedelta(days=40), None), (END - timedelta(days=40), END + timedelta(days=1))],
        pieces={3: END, 4: END - timedelta(days=1)},
        blocked=[(4, END - timedelta(days=9), END - timedelta(days=1)), (5, END - timedelta(days=1), None)],
    )
    order = evening(END, order=(1, 2, 3, 4, 5), running=frozenset({1, 2}))
    said = {quote.place: quote for quote in past_quotes([order], past, MON_FRI) if quote.item}
    assert said.keys() == {1}
    assert (said[1].item, said[1].n) == (3, 6)  # What ran and item 3 were whole: three times two.
    assert said[1].dates == made(usual=2).place(6)


def test_backwards_forgets_what_a_manager_forgot() -> None:
    day = MONDAY + timedelta(days=28)
    assert list(past_quotes([evening(day)], PastFacts(since=day - timedelta(days=1)), EVERY_DAY)) == []


def test_a_team_that_goes_on_as_it_did_keeps_what_was_quoted() -> None:
    finished = days(STEADY * 3)
    today = MONDAY + timedelta(days=len(STEADY) * 3)
    past = [evening(MONDAY + timedelta(days=n), tuple(finished)) for n in range(30, 100)]
    places = record(list(past_quotes(past, PastFacts(), MON_FRI)), {}, finished, today).next
    for place in places:
        assert [score.odds for score in place.scores] == list(ODDS)
        assert all(score.kept >= score.odds * score.resolved for score in place.scores)
    assert [place.score.resolved > 0 for place in places] == [True] * 4


def test_an_evening_knows_neither_a_later_finish_nor_a_later_place() -> None:
    monday, tuesday = MONDAY, MONDAY + timedelta(days=1)
    done = {
        "id": 1,
        "was": {"under": None, "state": "waiting"},
        "now": {"state": "finished", "finished_on": str(monday)},
    }
    moved = {"id": 3, "was": {"under": 2}, "now": {"under": None}}
    now = Present(PastOrder([3, 2]), [monday, MONDAY - timedelta(days=3)], began=MONDAY - timedelta(days=9))
    told = [event(tuesday, finished=done), event(monday, moved=moved)]
    after, on_tuesday, on_monday = evenings(now, told, [tuesday + timedelta(days=1), tuesday, monday])
    assert (after.order, len(after.finished)) == ((3, 2), 2)
    assert (on_tuesday.order, len(on_tuesday.finished)) == ((1, 3, 2), 1)
    assert on_monday.order == (1, 2, 3)


def test_an_import_was_not_in_the_order_before_it_came_but_its_completions_count_on_their_days() -> None:
    now = Present(PastOrder([1, 2]), [MONDAY], imported={2: MONDAY + timedelta(days=5)}, began=MONDAY)
    late, early = evenings(now, [], [MONDAY + timedelta(days=6), MONDAY + timedelta(days=5)])
    assert (late.order, early.order) == ((1, 2), (1,))
    assert early.finished == (MONDAY,)


@pytest.mark.parametrize("began", [None, MONDAY])
def test_before_the_history_began_there_is_no_order(began: date | None) -> None:
    [one] = evenings(Present(PastOrder([1]), began=began), [], [MONDAY])
    assert one.order == ()


def test_overtaken_is_who_has_something_new_above() -> None:
    first, second, third = (MONDAY + timedelta(days=n) for n in range(3))
    newest_first = [
        evening(third, order=(9, 1, 21, 2, 3)),
        evening(second, order=(7, 1, 2, 20, 3)),
        evening(first, order=(1, 2, 20, 3), running=frozenset({1})),
    ]
    found = overtaken(newest_first, {1, 2, 3}, piece_of={21: 20})
    assert found == {1: third, 2: third, 3: third}
    assert overtaken(newest_first[1:], {1, 2, 3}, {}) == {2: second, 3: second}
    assert overtaken([evening(second, order=(2, 1)), evening(first, order=(3, 2, 1))], {1, 2}, {}) == {}


def test_a_quote_of_an_item_names_it() -> None:
    assert Quote(MONDAY, 1, 1, made().place(1), item=4) != Quote(MONDAY, 1, 1, made().place(1))
