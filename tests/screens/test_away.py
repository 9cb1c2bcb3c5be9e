"""What is said at the pull, and what nobody could start while people are away: items and areas; at the pull at most two names."""

from datetime import date, timedelta

import pytest

from queue_app.domain.cover.odds import Outlook
from queue_app.domain.errors import InputError
from queue_app.screens.cover.away import AreaLeftLine, AwayQuestion, away_screen
from queue_app.screens.cover.cover import cover_screen
from queue_app.screens.queue.queue import queue_screen
from queue_app.store.team.members import who_work
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.join import join
from queue_app.usecases.queue.pull import pull_top, skip
from queue_app.usecases.team.members import remove
from tests import given
from tests.cast import Cast
from tests.screens.reading import look
from tests.store.rows import history

TODAY = date(2026, 11, 23)
PAYMENTS = AreaLeftLine("Payments", one=False, outlook=Outlook.PAUSE)


@pytest.mark.parametrize(
    ("who", "way", "people"), [("alice", "take_along", {"Bob", "Dora", "Emil"}), ("bob", "ask", {"Alice"})]
)
def test_at_the_pull_who_could_come_along(silo: Cast, who: str, way: str, people: set[str]) -> None:
    pairing = look(silo, queue_screen, getattr(silo, who)).next.pairing
    assert (pairing.way, pairing.area.name) == (way, "Payments")
    assert set(pairing.people) <= people
    assert len(pairing.people) == min(2, len(people))


def test_who_is_away_or_on_something_blocked_is_not_asked(silo: Cast) -> None:
    silo.do(add_absence, person=silo.alice, first=TODAY, last=TODAY)
    assert look(silo, queue_screen, silo.bob).next.pairing.people == ()
    silo.now += timedelta(days=1)
    assert look(silo, queue_screen, silo.bob).next.pairing.people == ("Alice",)
    silo.do(pull_top, by=silo.bob)
    silo.do(join, by=silo.alice, item=4)
    silo.do(block, by=silo.alice, item=4, sentence="waits")
    silo.do(skip, by=silo.bob, item=5, kind="area")
    silo.do(skip, by=silo.bob, item=6, kind="area")
    assert look(silo, queue_screen, silo.bob).next.number == 7
    assert look(silo, queue_screen, silo.bob).next.pairing.people == ()


def test_who_wants_to_learn_is_named_first_and_the_same_all_day(silo: Cast) -> None:
    payments = look(silo, cover_screen).sayings[0].area
    silo.do(declare, by=silo.bob, learn=[payments])
    named = [look(silo, queue_screen).next.pairing.people for _ in range(3)]
    assert named[0][0] == "Bob"
    assert len(set(named)) == 1


def test_what_is_not_known_yet_alarms_nobody_and_what_nobody_knows_is_for_all_of_us(silo: Cast) -> None:
    silo.do(skip, by=silo.bob, item=4, kind="area")
    pairing = look(silo, queue_screen, silo.bob).next.pairing
    assert (pairing.way, pairing.area.name, pairing.people) == ("unknown", "Search", ())
    silo.do(skip, by=silo.bob, item=5, kind="area")
    pairing = look(silo, queue_screen, silo.bob).next.pairing
    assert (pairing.way, pairing.area.name, pairing.people) == ("swarm", "Tax", ())


def test_absences_say_what_nobody_could_start(silo: Cast) -> None:
    friday = TODAY + timedelta(days=4)
    assert look(silo, away_screen, silo.bob, AwayQuestion()).anybody_away is False
    silo.do(add_absence, person=silo.alice, first=friday, last=friday)
    screen = look(silo, away_screen, silo.bob, AwayQuestion())
    assert [pull.item.title for pull in screen.nobody] == ["Refunds", "City tax", "Refund again"]
    assert (screen.pair, screen.areas) == (("Payments",), (PAYMENTS,))
    assert [line.name for line in screen.absences] == ["Alice"]
    later = look(silo, away_screen, silo.bob, AwayQuestion(friday + timedelta(days=1)))
    assert (later.anybody_away, later.nobody) == (False, ())


def test_a_running_item_whose_people_are_all_away_needs_a_second_person(silo: Cast) -> None:
    silo.do(pull_top, by=silo.alice)
    friday = TODAY + timedelta(days=4)
    silo.do(add_absence, person=silo.alice, first=friday, last=friday)
    screen = look(silo, away_screen, silo.bob, AwayQuestion())
    assert [(link.title, stretches) for link, stretches in screen.running] == [("Refunds", ((friday, friday),))]
    assert [day.on for day in screen.days if day.away and day.nobody] == [friday]
    assert len(screen.days) == 20
    silo.do(join, by=silo.bob, item=4)
    assert look(silo, away_screen, silo.bob, AwayQuestion()).running == ()


def test_a_member_thinks_of_people_and_a_manager_does_not(silo: Cast) -> None:
    asked = AwayQuestion(people=frozenset({silo.alice}))
    screen = look(silo, away_screen, silo.alice, asked)
    assert (screen.chosen, screen.last, screen.areas, screen.most) == (True, None, (PAYMENTS,), 1)
    assert [one.name for one in screen.people if one.chosen] == ["Alice"]
    screen = look(silo, away_screen, silo.bob, asked)
    assert (screen.people, screen.anybody_away, screen.areas) == ((), False, ())


def test_more_people_than_leave_three_cannot_be_asked_about(silo: Cast) -> None:
    both = AwayQuestion(people=frozenset({silo.alice, silo.bob}))
    with pytest.raises(InputError, match="at most 1, so that three or more stay"):
        look(silo, away_screen, silo.alice, both)
    given.member(silo, "Gita")
    assert look(silo, away_screen, silo.alice, both).areas == (PAYMENTS,)
    with pytest.raises(InputError):
        look(silo, away_screen, silo.alice, AwayQuestion(people=both.people | {members_of(silo)["Dora"]}))


def test_in_a_team_of_three_nobody_is_asked_about(silo: Cast) -> None:
    silo.do(remove, by=silo.bob, person=members_of(silo)["Emil"])
    assert look(silo, away_screen, silo.alice, AwayQuestion()).most == 0
    with pytest.raises(InputError, match="three or fewer"):
        look(silo, away_screen, silo.alice, AwayQuestion(people=frozenset({silo.alice})))


def test_entered_absences_say_less_on_days_on_which_too_many_are_away(silo: Cast) -> None:
    friday = TODAY + timedelta(days=4)
    silo.do(add_absence, person=silo.alice, first=TODAY, last=friday)
    assert look(silo, away_screen, silo.bob, AwayQuestion()).areas == (PAYMENTS,)
    silo.do(add_absence, person=silo.bob, first=TODAY, last=friday)
    screen = look(silo, away_screen, silo.bob, AwayQuestion())
    assert (screen.areas, screen.pair, screen.too_many) == ((), (), ((TODAY, friday),))
    assert [pull.item.title for pull in screen.nobody] == ["City tax"]


def members_of(cast: Cast) -> dict[str, int]:
    with cast.doors.reading() as conn:
        return {name: person for person, name in who_work(conn, cast.team).items()}


WRONG = (
    AwayQuestion(TODAY, TODAY - timedelta(days=1)),
    AwayQuestion(people=frozenset({99_999})),
    AwayQuestion(date.max),
    AwayQuestion(date.min),
    AwayQuestion(TODAY, date.max),
)


@pytest.mark.parametrize("wrong", WRONG)
def test_days_and_people_that_cannot_be_are_refused(silo: Cast, wrong: AwayQuestion) -> None:
    with pytest.raises(InputError):
        look(silo, away_screen, silo.alice, wrong)


def test_the_forecast_says_on_which_day_an_item_is_pulled(silo: Cast) -> None:
    history(silo)
    friday = TODAY + timedelta(days=4)
    silo.do(add_absence, person=silo.alice, first=friday, last=friday)
    screen = look(silo, away_screen, silo.bob, AwayQuestion())
    assert "Refunds" not in [pull.item.title for pull in screen.nobody]
    silo.do(add_absence, person=silo.alice, first=TODAY, last=TODAY)
    screen = look(silo, away_screen, silo.bob, AwayQuestion())
    assert next((pull.item.title, pull.day) for pull in screen.nobody) == ("Refunds", TODAY)
    assert look(silo, cover_screen, silo.bob).areas[1].away_on == TODAY
