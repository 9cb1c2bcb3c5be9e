"""The rule applied to a past history: how the next work was covered, and what happened when somebody left."""

from datetime import date, timedelta

import pytest

from queue_app.domain.cover.history import Work
from queue_app.domain.cover.states import CoverState
from queue_app.domain.cover.trial import Aftermath, Collapses, Month, Trial, run_trial
from queue_app.domain.errors import InputError

START = date(2026, 1, 1)


def every(days: int, people: str, area: str, first: int = 0, last: int = 364) -> list[Work]:
    """An item of the area every `days` days, by these people together."""
    return [Work(START + timedelta(days=n), tuple(people.split()), (area,)) for n in range(first, last + 1, days)]


def test_each_month_says_how_the_next_thirty_days_are_covered() -> None:
    trial = run_trial(
        [*every(5, "ann", "payments"), *every(5, "bob cid", "search"), *every(5, "ann bob cid", "reports")]
    )
    assert [month.day.month for month in trial.months] == [4, 5, 6, 7, 8, 9, 10, 11]
    assert {month.team for month in trial.months} == {3}
    assert trial.months[0].items == {CoverState.SINGLE: 6, CoverState.THIN: 6, CoverState.COVERED: 6}
    assert trial.shares()[CoverState.SINGLE] == pytest.approx(1 / 3)
    assert sum(trial.monthly_shares().values()) == pytest.approx(1)


def test_who_finished_fewer_than_three_items_in_60_days_is_not_of_the_team() -> None:
    trial = run_trial([*every(5, "ann", "payments"), *every(5, "bob", "search"), *every(31, "cid", "payments")])
    assert {month.team for month in trial.months} == {2}
    assert set(trial.months[0].items) == {CoverState.SINGLE}
    trial = run_trial([*every(5, "ann", "payments"), *every(5, "bob", "search"), *every(20, "cid", "payments")])
    assert {month.team for month in trial.months} == {3}


def test_a_team_of_one_sees_nothing() -> None:
    trial = run_trial(every(5, "ann", "payments"))
    assert {(month.team, len(month.items)) for month in trial.months} == {(1, 0)}
    assert (trial.shares(), trial.monthly_shares()) == ({}, {})


def test_an_area_whose_holder_left_is_compared_with_one_whose_holder_stayed() -> None:
    gone = every(5, "ann", "payments", last=180)
    trial = run_trial([*gone, *every(30, "bob", "payments", first=190), *every(5, "bob", "search")])
    assert trial.left == Aftermath(cases=1, before=18, after=3, stopped=0)
    assert trial.stayed.ratio == pytest.approx(1, abs=0.15)


def test_who_left_too_near_the_end_is_no_case() -> None:
    trial = run_trial([*every(5, "ann", "payments", last=300), *every(5, "bob", "search")])
    assert trial.left == Aftermath()
    assert trial.left.ratio is None


def test_an_area_in_which_nothing_more_was_finished_stopped() -> None:
    trial = run_trial([*every(5, "ann", "payments", last=180), *every(5, "bob", "search")])
    assert (trial.left.stopped, trial.left.ratio) == (1, 0)


def test_work_that_falls_to_a_fifth_collapsed_in_the_state_that_the_area_had() -> None:
    """Payments, by Ann alone: every fifth day until day 180, which is 30 June. On the first of April and May nothing had changed,
    on 1 June 18 items stood before and 6 after, on 1 July 18 and none, on 1 August 12 and none; on 1 September Ann was gone."""
    trial = run_trial([*every(5, "ann", "payments", last=180), *every(5, "bob cid", "search")])
    assert trial.collapses == {
        CoverState.SINGLE: Collapses(5, 2),
        CoverState.NONE: Collapses(1, 1),
        CoverState.THIN: Collapses(6, 0),
    }


def test_a_busy_month_weighs_more_in_the_whole_and_the_same_in_the_mean() -> None:
    busy, calm = Month(START, 3, {CoverState.COVERED: 9}), Month(START, 2, {CoverState.SINGLE: 1})
    trial = Trial((busy, calm), Aftermath(), Aftermath())
    assert (trial.shares()[CoverState.SINGLE], trial.monthly_shares()[CoverState.SINGLE]) == (0.1, 0.5)


def test_it_says_how_far_it_is() -> None:
    told = []
    trial = run_trial(every(5, "ann bob", "payments"), lambda done, of: told.append((done, of)))
    assert told == [(n + 1, len(trial.months)) for n in range(len(trial.months))]


@pytest.mark.parametrize(
    ("works", "says"),
    [
        ([], "both people and an area"),
        ([Work(START, (), ("payments",)), Work(START, ("ann",), ())], "both people and an area"),
        (every(5, "ann", "payments", last=80), "too short"),
    ],
)
def test_too_little_history_is_refused_with_a_sentence(works, says) -> None:
    with pytest.raises(InputError, match=says):
        run_trial(works)
