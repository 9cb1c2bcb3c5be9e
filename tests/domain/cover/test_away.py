"""Who is away, what nobody could start then, and where earlier pairing helps most."""

from dataclasses import replace

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.away import AreaLeft, Gap, Queue, RunningWork, chosen, gap, nobody_could_start
from queue_app.domain.cover.away_days import Period
from queue_app.domain.cover.demand import Waiting
from queue_app.domain.cover.odds import Outlook
from tests.domain.cover.cover_team import ALICE, BOB, CAROL, DAVE, PAYMENTS, REPORTS, SEARCH, TODAY, ago, covered_by

TEAM = {PAYMENTS: covered_by(ALICE), SEARCH: covered_by(ALICE, BOB), REPORTS: covered_by(ALICE, BOB, CAROL, DAVE)}
WEEK = Period(TODAY, ago(-6))


def away(*people, period=WEEK):
    return chosen(people, period)


def test_items_that_nobody_could_start_and_those_with_one_person_in_order() -> None:
    queue = Queue(
        [Waiting(1, (REPORTS,)), Waiting(2, (SEARCH,)), Waiting(3, (PAYMENTS,)), Waiting(4), Waiting(5, (SEARCH,))]
    )
    found = gap(TEAM, queue, away(ALICE), WEEK)
    assert (found.nobody, found.only_one) == ((3,), (2, 5))
    assert gap(TEAM, queue, away(ALICE, BOB), WEEK).nobody == (2, 3, 5)


def test_of_several_areas_the_weakest_decides() -> None:
    queue = Queue([Waiting(1, (REPORTS, PAYMENTS))])
    assert gap(TEAM, queue, away(ALICE), WEEK).nobody == (1,)
    assert gap(TEAM, queue, away(BOB), WEEK).only_one == (1,)


def test_what_is_not_known_yet_is_nobody_s_gap() -> None:
    found = gap({PAYMENTS: covered_by(ALICE, known=False)}, Queue([Waiting(1, (PAYMENTS, 99))]), away(ALICE), WEEK)
    assert replace(found, days=()) == Gap()


def test_with_a_forecast_the_day_of_the_pull_counts_and_items_of_other_days_are_left_out() -> None:
    days = [ago(1), TODAY, ago(-2), ago(-7)]
    queue = Queue([Waiting(n, (PAYMENTS,), day) for n, day in enumerate(days, start=1)])
    tomorrow_on = [Absence(ALICE, ago(-1), ago(-30))]
    found = gap(TEAM, queue, tomorrow_on, WEEK)
    assert (found.nobody, found.only_one) == ((3,), (2,))


def test_without_a_forecast_the_worst_day_of_the_period_counts() -> None:
    queue = Queue([Waiting(1, (SEARCH,))])
    apart = [Absence(ALICE, TODAY, ago(-1)), Absence(BOB, ago(-2), ago(-3))]
    assert gap(TEAM, queue, apart, WEEK).only_one == (1,)
    together = [Absence(ALICE, TODAY, ago(-2)), Absence(BOB, ago(-2), ago(-3))]
    assert gap(TEAM, queue, together, WEEK).nobody == (1,)
    later = gap(TEAM, queue, [Absence(ALICE, ago(-7)), Absence(BOB, ago(-7))], WEEK)
    assert replace(later, days=()) == Gap()
    assert not any(day.away for day in later.days)


def test_running_items_whose_people_are_all_away_say_when() -> None:
    running = (RunningWork(1, frozenset({ALICE})), RunningWork(2, frozenset({ALICE, BOB})), RunningWork(3, frozenset()))
    gone = [Absence(ALICE, ago(-1), ago(-5)), Absence(BOB, ago(-4), ago(-9))]
    found = gap(TEAM, Queue([], running), gone, WEEK)
    assert found.running == ((1, ((ago(-1), ago(-5)),)), (2, ((ago(-4), ago(-5)),)))
    assert [day.nobody for day in found.days] == [False, True, True, True, True, True, False]
    again = gap(TEAM, Queue([], running), [*gone, Absence(ALICE, ago(-7), ago(-7))], Period(TODAY, ago(-9)))
    assert again.running[1] == (2, ((ago(-4), ago(-5)), (ago(-7), ago(-7))))


def test_pairing_before_changes_most_where_nobody_would_be_left_for_what_is_next() -> None:
    queue = Queue([Waiting(1, (SEARCH,)), Waiting(2, (PAYMENTS,))])
    assert gap(TEAM, queue, away(ALICE), WEEK).pair == (PAYMENTS, SEARCH)
    assert gap(TEAM, queue, away(ALICE, BOB), WEEK).pair == (SEARCH, PAYMENTS)
    assert gap(TEAM, queue, away(DAVE), WEEK).pair == ()


def test_at_most_three_areas_are_named_to_pair_in_and_only_where_somebody_can_teach() -> None:
    team = {area: covered_by(ALICE) for area in range(5)} | {9: covered_by()}
    queue = Queue([Waiting(area, (area,)) for area in (9, 0, 1, 2, 3, 4)])
    assert gap(team, queue, away(ALICE), WEEK).pair == (0, 1, 2)


def test_without_a_last_day_it_is_the_list_of_what_to_hand_over() -> None:
    leaves = Period(ago(-5))
    queue = Queue([Waiting(1, (PAYMENTS,), ago(-400)), Waiting(2, (PAYMENTS,), TODAY), Waiting(3, (SEARCH,))])
    found = gap(TEAM, queue, chosen([ALICE], leaves), leaves)
    assert (found.nobody, found.only_one) == ((1,), (3,))
    assert [(left.area, left.one) for left in found.areas] == [(PAYMENTS, False), (SEARCH, True)]
    assert gap(TEAM, Queue([]), chosen([BOB], leaves), leaves).areas == (AreaLeft(SEARCH, True, Outlook.PAUSE),)


def test_areas_come_by_the_odds_of_a_pause_in_words() -> None:
    """Seven days: e^(-.3 x 7) = .12 and e^(-.1 x 7) = .50; nobody left and no pace: 1."""
    team = {
        1: covered_by(ALICE, BOB, paces=(0.5, 0.3, 0.0)),
        2: covered_by(ALICE, paces=(0.5, 0.0, 0.0)),
        3: covered_by(ALICE, BOB, paces=(0.5, 0.1, 0.0)),
    }
    assert gap(team, Queue([]), away(ALICE), WEEK).areas == (
        AreaLeft(2, False, Outlook.PAUSE),
        AreaLeft(3, True, Outlook.OPEN),
        AreaLeft(1, True, Outlook.GOES_ON),
    )
    both = gap(team, Queue([]), away(ALICE, BOB), WEEK).areas
    assert [(left.area, left.one, left.outlook) for left in both] == [
        (area, False, Outlook.PAUSE) for area in (1, 2, 3)
    ]


def test_only_the_days_on_which_the_fewest_are_there_count_for_the_odds() -> None:
    team = {1: covered_by(ALICE, BOB, paces=(1, 0.02, 0.02))}
    apart = [Absence(ALICE, TODAY, ago(-20)), Absence(BOB, ago(-20), ago(-21))]
    assert gap(team, Queue([]), apart, Period(TODAY, ago(-30))).areas == (AreaLeft(1, False, Outlook.PAUSE),)
    assert gap(team, Queue([]), apart[:1], Period(TODAY, ago(-30))).areas == (AreaLeft(1, True, Outlook.OPEN),)
    assert gap(team, Queue([]), away(ALICE, period=Period(TODAY)), Period(TODAY)).areas == (
        AreaLeft(1, True, Outlook.GOES_ON),
    )


def test_what_three_can_take_is_never_told() -> None:
    team = {1: covered_by(ALICE, BOB, CAROL), 2: covered_by(ALICE, BOB)}
    found = gap(team, Queue([Waiting(1, (1,)), Waiting(2, (2,))]), away(ALICE, BOB), WEEK)
    assert (found.nobody, found.only_one, found.pair) == ((2,), (), (2,))
    assert [left.area for left in found.areas] == [2]


def test_on_days_with_too_many_away_nothing_is_told_of_areas() -> None:
    queue = Queue([Waiting(1, (PAYMENTS,)), Waiting(2, (PAYMENTS,), ago(-2))], (RunningWork(3, frozenset({ALICE})),))
    three = [*away(ALICE, BOB), Absence(CAROL, ago(-1), ago(-3))]
    found = gap(TEAM, queue, three, WEEK)
    assert found.nobody == (1,)
    assert found.too_many == ((ago(-1), ago(-3)),)
    assert found.running == ((3, ((TODAY, ago(-6)),)),)
    whole = gap(TEAM, queue, away(ALICE, BOB, CAROL), WEEK)
    assert (whole.nobody, whole.areas, whole.pair) == ((), (), ())
    four = {PAYMENTS: covered_by(ALICE, team=4)}
    assert gap(four, queue, away(ALICE, BOB), WEEK).areas == ()
    assert gap(four, queue, away(ALICE), WEEK).areas == (AreaLeft(PAYMENTS, False, Outlook.PAUSE),)
    assert not nobody_could_start([PAYMENTS], TEAM, three, ago(-1))


def test_a_next_pull_nobody_could_start_when_everyone_who_covers_it_is_away_that_day() -> None:
    gone = away(ALICE)
    assert nobody_could_start([REPORTS, PAYMENTS], TEAM, gone, TODAY)
    assert not nobody_could_start([PAYMENTS], TEAM, gone, ago(-7))
    assert not nobody_could_start([SEARCH], TEAM, gone, TODAY)
    assert not nobody_could_start([], TEAM, gone, TODAY)
    assert not nobody_could_start([PAYMENTS], {PAYMENTS: covered_by()}, gone, TODAY)
