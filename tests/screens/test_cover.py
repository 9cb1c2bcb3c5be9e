"""What the cover page says: counts, areas and items, and names only where they belong; and what it costs to know."""

from datetime import date, timedelta

from queue_app.domain.cover.demand import Headline
from queue_app.domain.cover.states import CoverState
from queue_app.domain.team import rights
from queue_app.domain.team.rights import Right, Role
from queue_app.screens.cover.away import AwayQuestion, away_screen
from queue_app.screens.cover.cover import AbsenceLine, cover_screen
from queue_app.screens.item.item import item_screen
from queue_app.screens.queue.queue import queue_screen
from queue_app.screens.standup.standup import standup_screen
from queue_app.service.process.kept.covers import Covers
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team.members import remove
from tests import given
from tests.cast import Cast
from tests.screens.reading import look
from tests.statements import counted

TODAY = date(2026, 11, 23)


def test_areas_stand_by_people_with_what_the_next_items_ask_and_what_heals_them(silo: Cast) -> None:
    screen = look(silo, cover_screen, silo.bob)
    assert [(row.name, row.state, row.people) for row in screen.areas] == [
        ("Tax", CoverState.NONE, 0),
        ("Payments", CoverState.SINGLE, 1),
        ("Search", CoverState.UNKNOWN, 0),
    ]
    tax, payments, search = screen.areas
    assert (payments.places, payments.first, payments.heals_after, payments.known_after) == ((1, 4), 1, 2, None)
    assert (tax.places, tax.first) == ((3,), 3)
    titles = {area.name: [silo.item(item).title for item in area.items] for area in screen.areas}
    assert titles == {"Tax": ["City tax"], "Payments": ["Refunds", "Refund again"], "Search": ["Find it"]}
    assert (search.known_after, search.by_strangers, search.heals_after) == (5, False, None)
    assert [state for state, _ in screen.groups] == [CoverState.NONE, CoverState.SINGLE, CoverState.UNKNOWN]
    assert (screen.untagged, screen.finished) == (3, 13)
    assert screen.fewest == 1


def test_the_headline_has_the_item_and_the_area_that_decides(silo: Cast) -> None:
    found = look(silo, cover_screen, silo.bob).headline
    assert found.next == Headline(4, CoverState.NONE, 1, 3)
    assert (silo.item(found.item).title, found.area.name) == ("City tax", "Tax")


def test_who_wants_to_learn_is_counted_and_not_named(silo: Cast) -> None:
    payments = look(silo, cover_screen).sayings[0].area
    silo.do(declare, by=silo.bob, learn=[payments])
    assert [row.learners for row in look(silo, cover_screen).areas] == [0, 1, 0]


def test_the_one_name_is_for_members_and_not_for_managers(silo: Cast) -> None:
    assert [row.only for row in look(silo, cover_screen, silo.alice).areas] == [None, "Alice", None]
    assert [row.only for row in look(silo, cover_screen, silo.bob).areas] == [None, None, None]


def test_what_i_say_counts_until_a_day_and_only_i_see_it(silo: Cast) -> None:
    search = look(silo, cover_screen).sayings[1]
    assert (search.name, search.says) == ("Search", None)
    silo.do(declare, by=silo.alice, learn=[search.area])
    mine = look(silo, cover_screen).sayings[1]
    assert (mine.says, mine.until) == ("learn", TODAY + timedelta(days=180))
    assert [line.says for line in look(silo, cover_screen, silo.bob).sayings] == [None, None, None]
    silo.now += timedelta(days=181)
    assert look(silo, cover_screen).sayings[1].says is None


def test_absences_are_removable_by_the_person_and_by_managers(silo: Cast) -> None:
    made = silo.do(add_absence, by=silo.bob, person=silo.alice, first=TODAY, last=TODAY).result["absence"]
    line = AbsenceLine(made, "Alice", TODAY, TODAY, removable=True)
    assert look(silo, cover_screen).absences == (line,)
    assert look(silo, cover_screen, silo.bob).absences == (line,)
    silo.do(add_absence, by=silo.bob, person=silo.bob, first=TODAY, last=TODAY)
    assert [one.removable for one in look(silo, cover_screen).absences] == [True, False]


def test_a_team_of_one_has_no_cover(cast: Cast) -> None:
    cast.do(remove, person=cast.alice)
    given.area(cast, "Payments")
    cast.add("Refunds")
    assert look(cast, cover_screen, cast.bob).areas == ()
    assert look(cast, queue_screen, cast.bob).next.pairing is None


def test_observers_see_areas_without_cover(silo: Cast) -> None:
    rows = look(silo, queue_screen, silo.carol).rows
    assert [[one.state for one in row.areas] for row in rows] == [[None]] * 4
    assert look(silo, queue_screen, silo.carol).next.pairing is None
    rows = look(silo, queue_screen, silo.bob).rows
    states = [CoverState.SINGLE, CoverState.UNKNOWN, CoverState.NONE, CoverState.SINGLE]
    assert [one.state for row in rows for one in row.areas] == states


def test_observers_who_were_given_cover_would_still_read_no_name(silo: Cast, monkeypatch) -> None:
    silo.do(add_absence, by=silo.bob, person=silo.bob, first=TODAY, last=TODAY)
    given.former(silo.doors, silo.team, "Anna")
    lowest = rights.lowest_role
    seen_by_all = lambda right, team: Role.OBSERVER if right is Right.COVER else lowest(right, team)  # noqa: E731
    monkeypatch.setattr(rights, "lowest_role", seen_by_all)
    cover, pairing = look(silo, cover_screen, silo.carol), look(silo, queue_screen, silo.carol).next.pairing
    assert cover.areas
    assert (cover.absences, cover.people, cover.former, pairing) == ((), (), (), None)
    assert look(silo, cover_screen).people


def test_the_cover_is_kept_until_something_of_it_changes(silo: Cast) -> None:
    covers = Covers()

    def statements() -> int:
        with counted(silo.doors) as sent:
            look(silo, queue_screen, covers=covers)
        return len(sent)

    look(silo, queue_screen)  # Makes the forecast of the day.
    first, kept = statements(), statements()
    assert first - kept == 5
    silo.do(pull_top, by=silo.alice)
    silo.do(block, by=silo.alice, item=4, sentence="waits")
    silo.now += timedelta(hours=1)
    assert statements() <= kept + 1
    silo.do(declare, by=silo.alice, learn=[given.area(silo, "New")])
    assert statements() > kept + 3


def test_the_pages_cost_as_many_statements_however_much_waits(silo: Cast) -> None:
    look(silo, cover_screen)  # Makes the forecast of the day.
    with counted(silo.doors) as few:
        look(silo, cover_screen)
    fill_more(silo)
    with counted(silo.doors) as many:
        look(silo, cover_screen)
    assert len(few) == len(many) <= 20
    with counted(silo.doors) as away:
        look(silo, away_screen, silo.bob, AwayQuestion())
    assert len(away) <= 20


def fill_more(silo: Cast) -> None:
    silo.add(*(f"More {n}" for n in range(60)))


def test_item_and_stand_up_say_the_cover_too(silo: Cast) -> None:
    assert [one.state for one in look(silo, item_screen, silo.bob, 4).areas] == [CoverState.SINGLE]
    assert [one.state for one in look(silo, item_screen, silo.carol, 4).areas] == [None]
    pulls = look(silo, standup_screen, silo.bob).pulls
    assert [one.state for row in pulls for one in row.areas] == [CoverState.SINGLE, CoverState.UNKNOWN, CoverState.NONE]
