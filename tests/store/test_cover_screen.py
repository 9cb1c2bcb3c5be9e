"""What the cover page, the one of who is away and the pull say: counts, areas and items, and names only where they belong."""

from datetime import date, timedelta

import pytest

from queue_app.domain.cover import State
from queue_app.domain.order import Target
from queue_app.domain.said import InputError
from queue_app.service.covers import Covers
from queue_app.store.screens.away_rows import Asked, away_screen
from queue_app.store.screens.cover import AbsenceLine
from queue_app.store.screens.cover_rows import cover_screen
from queue_app.store.screens.item_rows import item_screen
from queue_app.store.screens.queue_rows import queue_screen
from queue_app.store.screens.standup_rows import standup_screen
from queue_app.usecases.absences import add_absence
from queue_app.usecases.block import block
from queue_app.usecases.declare import declare
from queue_app.usecases.finish import finish
from queue_app.usecases.join import join
from queue_app.usecases.members import remove
from queue_app.usecases.move import move
from queue_app.usecases.pull import pull_top
from queue_app.usecases.skip import skip
from tests import given
from tests.cast import REASON, Cast
from tests.statements import counted
from tests.store.rows import area
from tests.store.screens import look

TODAY = date(2026, 11, 23)


@pytest.fixture
def team(cast: Cast) -> Cast:
    """Alice alone can take Payments; Search is new ground; Tax is nobody's. Dora is a third member, Emil a fourth."""
    given.member(cast, "Dora")
    given.member(cast, "Emil")
    for number in given.running(cast, "One", "Two", "Three", by=cast.alice):
        cast.do(finish, by=cast.alice, item=number)
    cast.add("Refunds", "Find it", "City tax", "Refund again")
    payments = area(cast, "Payments", 4, 7)
    area(cast, "Search", 5)
    tax = area(cast, "Tax", 6)
    for area_id, along in ((payments, [cast.alice]), (tax, [])) * 3:
        numbers = cast.add("Done")
        cast.do(move, items=numbers, target=Target(end="top"), reason=REASON)
        cast.do(pull_top, by=cast.alice, expect=numbers[0])
        cast.do(finish, by=cast.alice, item=numbers[0], areas=[area_id], worked_along=along)
    return cast


def test_areas_stand_by_risk_with_counts_and_what_heals_them(team: Cast) -> None:
    screen = look(team, cover_screen, team.bob)
    assert [(row.name, row.state, row.people) for row in screen.areas] == [
        ("Payments", State.SINGLE, 1),
        ("Tax", State.NONE, 0),
    ]
    payments, tax = screen.areas
    assert (payments.next_items, payments.first, payments.share, payments.heals_after) == (2, 1, 100.0, 2)
    assert (tax.next_items, tax.first) == (1, 3)
    assert screen.new_ground == ("Search",)
    assert (screen.untagged, screen.finished) == (3, 9)
    assert screen.fewest == 1


def test_the_one_name_is_for_members_and_not_for_managers(team: Cast) -> None:
    assert [row.only for row in look(team, cover_screen, team.alice).areas] == ["Alice", None]
    assert [row.only for row in look(team, cover_screen, team.bob).areas] == [None, None]


def test_what_i_say_counts_until_a_day_and_only_i_see_it(team: Cast) -> None:
    search = look(team, cover_screen).sayings[1]
    assert (search.name, search.says) == ("Search", None)
    team.do(declare, by=team.alice, learn=[search.area])
    mine = look(team, cover_screen).sayings[1]
    assert (mine.says, mine.until) == ("learn", TODAY + timedelta(days=180))
    assert [line.says for line in look(team, cover_screen, team.bob).sayings] == [None, None, None]
    team.now += timedelta(days=181)
    assert look(team, cover_screen).sayings[1].says is None


def test_absences_are_removable_by_the_person_and_by_managers(team: Cast) -> None:
    made = team.do(add_absence, by=team.bob, person=team.alice, first=TODAY, last=TODAY).result["absence"]
    line = AbsenceLine(made, "Alice", TODAY, TODAY, removable=True)
    assert look(team, cover_screen).absences == (line,)
    assert look(team, cover_screen, team.bob).absences == (line,)
    team.do(add_absence, by=team.bob, person=team.bob, first=TODAY, last=TODAY)
    assert [one.removable for one in look(team, cover_screen).absences] == [True, False]


def test_a_team_of_one_has_no_cover(cast: Cast) -> None:
    cast.do(remove, person=cast.alice)
    given.area(cast, "Payments")
    cast.add("Refunds")
    assert look(cast, cover_screen, cast.bob).areas == ()
    assert look(cast, queue_screen, cast.bob).next.company is None


def test_observers_see_areas_without_cover(team: Cast) -> None:
    rows = look(team, queue_screen, team.carol).rows
    assert [[one.state for one in row.areas] for row in rows] == [[None]] * 4
    assert look(team, queue_screen, team.carol).next.company is None
    rows = look(team, queue_screen, team.bob).rows
    states = [State.SINGLE, State.UNKNOWN, State.NONE, State.SINGLE]
    assert [one.state for row in rows for one in row.areas] == states


@pytest.mark.parametrize(
    ("who", "way", "people"), [("alice", "take_along", {"Bob", "Dora", "Emil"}), ("bob", "ask", {"Alice"})]
)
def test_at_the_pull_who_could_come_along(team: Cast, who: str, way: str, people: set[str]) -> None:
    company = look(team, queue_screen, getattr(team, who)).next.company
    assert (company.way, company.area.name) == (way, "Payments")
    assert set(company.people) <= people
    assert len(company.people) == min(2, len(people))


def test_who_is_away_or_on_something_blocked_is_not_asked(team: Cast) -> None:
    team.do(add_absence, person=team.alice, first=TODAY, last=TODAY)
    assert look(team, queue_screen, team.bob).next.company.people == ()
    team.now += timedelta(days=1)
    assert look(team, queue_screen, team.bob).next.company.people == ("Alice",)
    team.do(pull_top, by=team.bob)
    team.do(join, by=team.alice, item=4)
    team.do(block, by=team.alice, item=4, sentence="waits")
    team.do(skip, by=team.bob, item=5, kind="area")
    team.do(skip, by=team.bob, item=6, kind="area")
    assert look(team, queue_screen, team.bob).next.number == 7
    assert look(team, queue_screen, team.bob).next.company.people == ()


def test_who_wants_to_learn_is_named_first_and_the_same_all_day(team: Cast) -> None:
    payments = look(team, cover_screen).sayings[0].area
    team.do(declare, by=team.bob, learn=[payments])
    named = [look(team, queue_screen).next.company.people for _ in range(3)]
    assert named[0][0] == "Bob"
    assert len(set(named)) == 1


def test_what_nobody_knows_is_for_all_of_us(team: Cast) -> None:
    for number in (4, 5):
        team.do(skip, by=team.bob, item=number, kind="area")
    company = look(team, queue_screen, team.bob).next.company
    assert (company.way, company.area.name, company.people) == ("swarm", "Tax", ())


def test_absences_say_what_stands_still(team: Cast) -> None:
    friday = TODAY + timedelta(days=4)
    assert look(team, away_screen, team.bob, Asked()).asked is False
    team.do(add_absence, person=team.alice, first=friday, last=friday)
    screen = look(team, away_screen, team.bob, Asked())
    assert [link.title for link in screen.nobody] == ["Refunds", "City tax", "Refund again"]
    assert (screen.pair, screen.hand_over) == (("Payments",), ("Payments",))
    assert [line.name for line in screen.absences] == ["Alice"]
    later = look(team, away_screen, team.bob, Asked(friday + timedelta(days=1)))
    assert (later.asked, later.nobody) == (False, ())


def test_a_running_item_whose_people_are_all_away_needs_a_second_person(team: Cast) -> None:
    team.do(pull_top, by=team.alice)
    friday = TODAY + timedelta(days=4)
    team.do(add_absence, person=team.alice, first=friday, last=friday)
    assert [(link.title, day) for link, day in look(team, away_screen, team.bob, Asked()).running] == [
        ("Refunds", friday)
    ]
    team.do(join, by=team.bob, item=4)
    assert look(team, away_screen, team.bob, Asked()).running == ()


def test_a_member_thinks_of_people_and_a_manager_does_not(team: Cast) -> None:
    asked = Asked(people=frozenset({team.alice}))
    screen = look(team, away_screen, team.alice, asked)
    assert (screen.chosen, screen.last, screen.hand_over) == (True, None, ("Payments",))
    assert [one.name for one in screen.people if one.chosen] == ["Alice"]
    screen = look(team, away_screen, team.bob, asked)
    assert (screen.people, screen.asked, screen.hand_over) == ((), False, ())


@pytest.mark.parametrize("wrong", [Asked(TODAY, TODAY - timedelta(days=1)), Asked(people=frozenset({99_999}))])
def test_days_and_people_that_cannot_be_are_refused(team: Cast, wrong: Asked) -> None:
    with pytest.raises(InputError):
        look(team, away_screen, team.alice, wrong)


def test_the_cover_is_kept_until_something_of_it_changes(team: Cast) -> None:
    covers = Covers()

    def statements() -> int:
        with counted(team.doors) as sent:
            look(team, queue_screen, covers=covers)
        return len(sent)

    first, kept = statements(), statements()
    assert first - kept == 5
    team.do(pull_top, by=team.alice)
    team.do(block, by=team.alice, item=4, sentence="waits")
    team.now += timedelta(hours=1)
    assert statements() <= kept + 1
    team.do(declare, by=team.alice, learn=[given.area(team, "New")])
    assert statements() > kept + 3


def test_the_pages_cost_as_many_statements_however_much_waits(team: Cast) -> None:
    with counted(team.doors) as few:
        look(team, cover_screen)
    fill_more(team)
    with counted(team.doors) as many:
        look(team, cover_screen)
    assert len(few) == len(many) <= 15
    with counted(team.doors) as away:
        look(team, away_screen, team.bob, Asked())
    assert len(away) <= 15


def fill_more(team: Cast) -> None:
    team.add(*(f"More {n}" for n in range(200)))


def test_item_and_stand_up_say_the_cover_too(team: Cast) -> None:
    assert [one.state for one in look(team, item_screen, team.bob, 4).areas] == [State.SINGLE]
    assert [one.state for one in look(team, item_screen, team.carol, 4).areas] == [None]
    pulls = look(team, standup_screen, team.bob).pulls
    assert [one.state for row in pulls for one in row.areas] == [State.SINGLE, State.UNKNOWN, State.NONE]
