"""The days on which an item may be finished, and what is asked at the finish."""

from datetime import UTC, date, datetime

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.queue.finish import FinishFacts, FinishInput, day, finish_item, rest_title
from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import OpenSteps
from queue_app.domain.team.team import Team

TEAM = Team(1, "Tigers", time_zone="Europe/Berlin")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTHING = FinishFacts(0, frozenset(), frozenset(), frozenset(), frozenset())


def started(on: date | None, at: datetime | None = None) -> Item:
    return Item(id=1, number=1, title="Search", state=State.IN_PROGRESS, rank=0, slot=1, started_on=on, started_at=at)


@pytest.mark.parametrize(
    ("start", "on", "gives"),
    [
        (date(2026, 11, 20), None, TODAY),
        (date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 1, 1), date(2026, 11, 16), date(2026, 11, 16)),
        (None, date(2026, 11, 16), date(2026, 11, 16)),
        (date(2026, 11, 24), None, date(2026, 11, 24)),  # The team moved to a zone where it is still yesterday.
    ],
)
def test_the_day_is_today_or_back_to_the_start_at_most_seven_days(start, on, gives) -> None:
    assert day(started(start), TODAY, on) == gives


@pytest.mark.parametrize(
    ("start", "on"),
    [
        (date(2026, 11, 20), date(2026, 11, 19)),
        (date(2026, 11, 20), date(2026, 11, 24)),
        (date(2026, 1, 1), date(2026, 11, 15)),
        (None, date(2026, 11, 15)),
    ],
)
def test_any_other_day_is_refused_with_the_days_that_there_are(start, on) -> None:
    with pytest.raises(InputError, match="2026-11-23") as refused:
        day(started(start), TODAY, on)
    assert refused.value.field == "on"


def test_an_earlier_day_ends_with_its_last_second_in_the_zone_of_the_team() -> None:
    item = started(date(2026, 11, 20), datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    done = finish_item(item, NOTHING, FinishInput(on=date(2026, 11, 20)), NOW, TEAM)
    assert done.item.finished_at == datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC)
    assert (done.item.state, done.item.finished_on) == (State.FINISHED, date(2026, 11, 20))


def test_it_is_never_finished_before_it_was_started() -> None:
    last_moment = datetime(2026, 11, 20, 22, 59, 59, 900_000, tzinfo=UTC)
    item = started(date(2026, 11, 20), last_moment)
    assert finish_item(item, NOTHING, FinishInput(on=date(2026, 11, 20)), NOW, TEAM).item.finished_at == last_moment


def test_open_steps_ask_what_becomes_of_them() -> None:
    facts = FinishFacts(2, frozenset(), frozenset(), frozenset(), frozenset())
    with pytest.raises(OpenSteps, match="2 steps"):
        finish_item(started(TODAY), facts, FinishInput(), NOW, TEAM)
    assert finish_item(started(TODAY), facts, FinishInput(steps="split"), NOW, TEAM).splits
    assert not finish_item(started(TODAY), facts, FinishInput(steps="anyway"), NOW, TEAM).splits
    assert not finish_item(started(TODAY), NOTHING, FinishInput(steps="split"), NOW, TEAM).splits


def test_areas_are_kept_unless_they_are_said_and_an_archived_one_may_stay() -> None:
    facts = FinishFacts(0, tagged=frozenset({9}), areas=frozenset({1, 2, 3, 4}), on_it=frozenset(), members=frozenset())
    kept = finish_item(started(TODAY), facts, FinishInput(), NOW, TEAM)
    assert (kept.areas, kept.retagged, kept.item.version) == ((9,), False, 1)
    said = finish_item(started(TODAY), facts, FinishInput(areas=[2, 9, 2]), NOW, TEAM)
    assert (said.areas, said.retagged, said.item.version) == ((2, 9), True, 2)
    assert finish_item(started(TODAY), facts, FinishInput(areas=[]), NOW, TEAM).areas == ()


@pytest.mark.parametrize("areas", [[1, 2, 3, 4], [8], [1, 8]])
def test_too_many_areas_or_unknown_ones_are_refused(areas) -> None:
    facts = FinishFacts(0, frozenset({9}), frozenset({1, 2, 3, 4}), frozenset(), frozenset())
    with pytest.raises(InputError) as refused:
        finish_item(started(TODAY), facts, FinishInput(areas=areas), NOW, TEAM)
    assert refused.value.field == "areas"


def test_who_is_on_it_worked_along_unless_it_is_said() -> None:
    facts = FinishFacts(0, frozenset(), frozenset(), on_it=frozenset({5}), members=frozenset({5, 6}))
    assert finish_item(started(TODAY), facts, FinishInput(), NOW, TEAM).workers == (5,)
    assert finish_item(started(TODAY), facts, FinishInput(workers=[6, 5, 6]), NOW, TEAM).workers == (5, 6)
    assert finish_item(started(TODAY), facts, FinishInput(workers=[]), NOW, TEAM).workers == ()
    with pytest.raises(InputError) as refused:
        finish_item(started(TODAY), facts, FinishInput(workers=[5, 7]), NOW, TEAM)
    assert refused.value.field == "worked_along"


def test_the_rest_of_a_long_title_fits() -> None:
    assert rest_title("Search") == "Rest of Search"
    assert len(rest_title("x" * 200)) == 200
