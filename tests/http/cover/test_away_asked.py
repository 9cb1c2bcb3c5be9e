"""Every question about people that a member can ask the Away page: all subsets, chosen or entered as absences. The page reveals
who can take areas that one or two people can take, as `privacy_exceptions` says, and nothing else about anybody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from statistics import median_low

import pytest
from sqlalchemy import Connection, delete, insert, select

from queue_app.domain.cover.bound import most_asked
from queue_app.service.process.kept.covers import cache_covers
from queue_app.store.tables import EVIDENCE, ITEM, ITEM_AREA
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.transaction import utc_now
from tests import given
from tests.cast import Cast
from tests.http.privacy_world import without_nonces
from tests.http.reading import Person, Shown
from tests.store.rows import area

NAMES = ("Dora", "Emil", "Fritz", "Gita")
AREAS = ("Alone", "Couple", "Trio", "Crowd")
ABLE = {"Alone": "a", "Couple": "ab", "Trio": "abc", "Crowd": "abcd"}
MOVED = {"Alone": "a", "Couple": "ab", "Trio": "bcd", "Crowd": "dcab"}
"""The same as ABLE for a page that hides the people of areas that three or more can take."""
Period = tuple[int, int | None]
PERIODS: tuple[Period, ...] = ((0, 6), (0, None), (40, 67))
"""(first day, last day), counted from today."""
Answers = dict[tuple[frozenset[int], Period], tuple[int, str]]
"""{(people, period): (status, body)}."""


class World:
    """A team of `size` people. The first ones can take areas, and each did a different amount."""

    def __init__(self, cast: Cast, people: int) -> None:
        self.cast = cast
        cast.now = utc_now()
        self.people = [cast.alice, cast.bob, *(given.member(cast, name) for name in NAMES[: people - 2])]
        cast.add(*AREAS, *AREAS)
        self.areas = {name: area(cast, name, n, n + len(AREAS)) for n, name in enumerate(AREAS, start=1)}

    def work(self, able: dict[str, str]) -> None:
        """Replace the finished work: each area was done by the people of its letters."""
        self.cast.untold(lambda conn: self._work(conn, able))

    def _work(self, conn: Connection, able: dict[str, str]) -> None:
        team, today = self.cast.team, self.cast.now.date()
        made_here = select(ITEM.c.id).where(ITEM.c.team_id == team, ITEM.c.number > 1000)
        conn.execute(delete(EVIDENCE).where(EVIDENCE.c.team_id == team))
        conn.execute(delete(ITEM_AREA).where(ITEM_AREA.c.team_id == team, ITEM_AREA.c.item_id.in_(made_here)))
        conn.execute(delete(ITEM).where(ITEM.c.team_id == team, ITEM.c.number > 1000))
        number = 1000
        for name, letters in able.items():
            days = [today - timedelta(days=n % 50) for n in range(12)]
            for on in days:
                number += 1
                row = {"title": "Done", "number": number, "state": "finished", "imported": True, "finished_on": on}
                made = insert(ITEM).values(team_id=team, created_at=utc_now(), **row).returning(ITEM.c.id)
                item = conn.execute(made).scalar_one()
                conn.execute(insert(ITEM_AREA).values(team_id=team, item_id=item, area_id=self.areas[name], n=1))
            for nth, letter in enumerate(letters, start=1):
                who = self.people["abcdef".index(letter)]
                rows = [{"team_id": team, "area_id": self.areas[name], "on_day": on, "person_id": who} for on in days]
                conn.execute(insert(EVIDENCE), rows[: 12 // nth])

    def allowed(self) -> set[tuple[str, int]]:
        """The (area, person) pairs that may be revealed."""
        few = {name: letters for name, letters in ABLE.items() if len(letters) <= 2}
        return {(name, self.people["abcdef".index(letter)]) for name, letters in few.items() for letter in letters}


def subsets(people: Collection[int]) -> Iterator[frozenset[int]]:
    for size in range(len(people) + 1):
        yield from map(frozenset, combinations(people, size))


@dataclass
class Asking:
    """Alice on the Away page. All questions are sent from one loaded page, as after going back in a browser."""

    who: Person
    world: World
    page: Shown

    def __call__(self, people: Collection[int], period: Period) -> tuple[int, str]:
        """The status and body of the answer, without the checked boxes that were sent."""
        first, last = (self.world.cast.now.date() + timedelta(days=day) if day is not None else "" for day in period)
        shown = self.who.press(self.page, "Show", people=list(map(str, people)), first=str(first), last=str(last))
        return shown.response.status_code, without_nonces(shown.response.text).replace(" checked", "")


def told(body: str) -> dict[str, int]:
    """How often each area is named: in the rows of items, in the lists of areas."""
    main = body.partition("<main")[2].partition("<form")[0] + body.partition("</form>")[2]
    return {name: main.count(f">{name}<") for name in AREAS}


def usual(answers: Answers, period: Period) -> dict[str, int]:
    """How often each area is named if any one person is away: what the answer would say without naming anybody."""
    alone = [told(body) for (people, on), (_, body) in answers.items() if len(people) == 1 and on == period]
    return {name: median_low(one[name] for one in alone) for name in AREAS}


@pytest.mark.parametrize("count", [4, 5, 6])
def test_every_subset_that_is_accepted_tells_only_what_the_exceptions_name(alice, cast, cover, app, count) -> None:
    world = World(cast, count)
    world.work(ABLE)
    learned: set[tuple[str, int]] = set()
    asked = [(people, period) for people in subsets(world.people) for period in PERIODS[: 3 if len(people) < 3 else 1]]
    ask = Asking(alice, world, alice.look(f"{cover}/away"))
    answers = {question: ask(*question) for question in asked}
    for (people, period), (status, body) in answers.items():
        assert status == (200 if len(people) <= most_asked(count) else 422), people
        for person in people if status == 200 else ():
            without = told(answers[people - {person}, period][1]) if len(people) > 1 else usual(answers, period)
            learned |= {(name, person) for name, times in told(body).items() if times != without[name]}
    assert learned == world.allowed()
    world.work(MOVED)
    cache_covers(app)
    for (people, period), answer in answers.items():
        if answer[0] == 200 and period != PERIODS[1]:
            assert ask(people, period) == answer, people


def test_entered_absences_tell_no_more_than_that_day_by_day(alice, cast, cover, queue, app) -> None:
    """One is away for a week, two in the next week, three after that: then nothing is told of areas.

    The weeks begin on a Monday: three days around another day have one on which two are away, and of that day areas are told.
    """
    world = World(cast, 6)
    today = cast.now.date()
    monday = today + timedelta(days=-today.weekday() % 7)
    for nth, person in enumerate(world.people[1:4]):
        cast.do(add_absence, person=person, first=monday + timedelta(days=7 * nth), last=monday + timedelta(days=27))
    pages = [cover, queue, f"{queue}/standup"]
    pages += [
        f"{cover}/away?first={monday + timedelta(days=n)}&last={monday + timedelta(days=n + 2)}"
        for n in range(0, 27, 3)
    ]

    def all_of_them() -> list[str]:
        cache_covers(app)
        return [without_nonces(alice.look(page).response.text) for page in pages]

    world.work(ABLE)
    before = all_of_them()
    world.work(MOVED)
    assert [one for one, two in zip(before[2:], all_of_them()[2:], strict=True) if one != two] == []
    many = [told(body) for body in before[3:] if "Nothing about areas for" in body]
    assert len(many) >= 3
    assert [sum(named.values()) for named in many if sum(named.values())] == []


def test_a_manager_and_an_address_ask_about_nobody(alice, bob, cast, cover) -> None:
    world = World(cast, 5)
    world.work(ABLE)
    for who in (alice, bob):
        plain = without_nonces(who.look(f"{cover}/away").response.text)
        for people in subsets(world.people):
            query = "&".join(f"people={person}" for person in people)
            assert without_nonces(who.look(f"{cover}/away?{query}").response.text) == plain
