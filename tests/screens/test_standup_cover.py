"""What cover adds to the stand-up and to the wall: who can take the next items, as states, and what nobody is there for."""

from datetime import timedelta

from queue_app.domain.cover.states import CoverState
from queue_app.screens.standup.standup import standup_screen
from queue_app.store.cover.facts import NO_COVER, team_cover
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.queue.join import join
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.screens.reading import look
from tests.screens.test_radiator import wall
from tests.statements import counted
from tests.store.rows import history


def away(cast: Cast, who: int, days: int = 5) -> None:
    today = cast.now.date()
    cast.do(add_absence, person=who, first=today, last=today + timedelta(days=days))


def test_the_next_pulls_say_how_their_areas_are_covered_but_not_to_observers(silo: Cast) -> None:
    pulls = look(silo, standup_screen).pulls
    assert [[area.state for area in row.areas] for row in pulls] == [
        [CoverState.SINGLE],
        [CoverState.UNKNOWN],
        [CoverState.NONE],
    ]
    assert look(silo, standup_screen, silo.carol).pulls == ()


def test_they_say_when_everybody_who_can_take_them_is_away_on_the_day_of_the_pull(silo: Cast) -> None:
    history(silo)
    assert [row.away_on for row in look(silo, standup_screen).pulls] == [None] * 3
    away(silo, silo.alice)
    pulls = look(silo, standup_screen).pulls
    assert [row.title for row in pulls if row.away_on] == ["Refunds"]
    assert pulls[0].away_on == silo.now.date()


def test_an_item_whose_people_are_all_away_today_has_nobody_on_it(silo: Cast) -> None:
    silo.do(pull_top, by=silo.alice)
    away(silo, silo.alice)
    rows = look(silo, standup_screen, silo.bob).lonely
    assert [(row.title, row.since, row.away) for row in rows] == [("Refunds", None, True)]
    assert not look(silo, standup_screen, silo.bob).all_well
    assert look(silo, standup_screen, silo.carol).lonely == ()
    silo.do(join, by=silo.bob, item=4, others="both")
    assert look(silo, standup_screen, silo.bob).lonely == ()


def test_the_wall_says_how_many_of_the_next_need_one_certain_person(silo: Cast) -> None:
    assert wall(silo, covers=team_cover).need_one == 2
    assert wall(silo, covers=lambda *_: NO_COVER).need_one == 0


def test_absences_cost_as_many_statements_however_many_there_are(silo: Cast) -> None:
    counts = []
    for who in (silo.alice, silo.bob, silo.alice):
        away(silo, who)
        with counted(silo.doors) as sent:
            look(silo, standup_screen)
        counts.append(len(sent))
    assert len(set(counts[1:])) == 1
