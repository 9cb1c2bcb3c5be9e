"""Properties of any team history: more evidence never reduces cover, the order is strict, and names do not matter."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from queue_app.domain.cover.absences import Absence
from queue_app.domain.cover.away import Queue, gap
from queue_app.domain.cover.away_days import Period
from queue_app.domain.cover.demand import Waiting, demands, rank_areas
from queue_app.domain.cover.evidence import standings
from queue_app.domain.cover.facts import CoverFacts, Declaration, FinishedDays, Skipped, WorkedDays
from queue_app.domain.cover.key_people import fewest
from queue_app.domain.cover.states import states
from tests.domain.cover.cover_team import TODAY, ago

AREAS, PEOPLE = (1, 2, 3), (1, 2, 3, 4)
areas, people = st.sampled_from(AREAS), st.sampled_from(PEOPLE)
days = st.integers(0, 800).map(ago)
works = st.lists(st.tuples(areas, st.frozensets(people, max_size=3), days, st.integers(1, 4)), max_size=12)
declared = st.lists(st.builds(Declaration, areas, people, st.sampled_from(["can", "teach", "learn"]), days), max_size=4)
skips = st.lists(st.builds(Skipped, areas, people, days), max_size=4)


@st.composite
def histories(draw) -> CoverFacts:
    work = draw(works)
    return CoverFacts(
        areas=AREAS,
        members=frozenset(PEOPLE[:3]),
        done=[FinishedDays(area, (day,) * items) for area, _, day, items in work],
        seen=[WorkedDays(area, person, (day,) * items) for area, on_it, day, items in work for person in sorted(on_it)],
        declared=draw(declared),
        skipped=draw(skips),
    )


queues = st.lists(
    st.tuples(st.lists(areas, max_size=2, unique=True), st.one_of(st.none(), st.integers(0, 30))), max_size=8
).map(
    lambda found: [
        Waiting(n, tuple(some), None if day is None else TODAY + timedelta(days=day))
        for n, (some, day) in enumerate(found)
    ]
)
absences = st.lists(st.builds(Absence, people, st.integers(-20, 3).map(ago), st.none()), max_size=3)


def exchanged(rows):
    """The histories of the first two people, exchanged."""
    other = {1: 2, 2: 1}
    return [replace(row, person=other.get(row.person, row.person)) for row in rows]


@given(histories(), areas, people, days)
def test_more_evidence_never_takes_cover_away(facts, area, person, day) -> None:
    before = standings(facts, TODAY)
    more = replace(
        facts, done=[*facts.done, FinishedDays(area, (day,))], seen=[*facts.seen, WorkedDays(area, person, (day,))]
    )
    after = standings(more, TODAY)
    assert all(before[one].able <= after[one].able for one in AREAS)


@given(histories(), queues, absences)
def test_names_of_people_change_nothing_that_a_page_says(facts, queue, gone) -> None:
    other = CoverFacts(
        areas=facts.areas,
        members=facts.members,
        done=facts.done,
        seen=exchanged(facts.seen),
        declared=exchanged(facts.declared),
        skipped=exchanged(facts.skipped),
    )
    one, two = standings(facts, TODAY), standings(other, TODAY)
    names = {area: f"Area {area}" for area in AREAS}
    assert states(one) == states(two)
    assert fewest(one, demands(queue, 5)) == fewest(two, demands(queue, 5))
    assert rank_areas(one, names, queue, 5, gone) == rank_areas(two, names, queue, 5, exchanged(gone))
    assert gap(one, Queue(queue), gone, Period(TODAY)) == gap(two, Queue(queue), exchanged(gone), Period(TODAY))


@given(histories(), queues, absences, st.permutations(AREAS))
def test_the_order_of_the_areas_is_strict_and_depends_on_no_other_order(facts, queue, gone, shuffled) -> None:
    names = dict.fromkeys(AREAS, "Same")
    found = standings(facts, TODAY)
    asked = {area: found[area] for area in shuffled}
    assert rank_areas(asked, names, queue, 5, gone) == rank_areas(found, names, queue, 5, gone)


@example(
    CoverFacts(
        areas=AREAS,
        members=frozenset({1, 2}),
        done=[],
        seen=[WorkedDays(1, 2, (ago(691),) * 2)],  # forgotten before the month is over
        declared=[Declaration(1, 1, "can", TODAY)],
        skipped=[],
    ),
    1,
)
@given(histories(), areas)
def test_what_is_said_to_heal_an_area_does_and_holds_for_a_month(facts, area) -> None:
    before = standings(facts, TODAY)[area]
    if before.heals_after is None or before.people >= 3:
        return
    tomorrow, items = ago(-1), before.heals_after
    others = facts.members - before.able
    healed = [
        replace(facts, seen=[*facts.seen, WorkedDays(area, person, (tomorrow,) * items)]) for person in sorted(others)
    ]
    assert any(others & standings(after, ago(-30))[area].able for after in healed)
