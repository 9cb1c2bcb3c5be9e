"""The radiator's value: what runs and for how long, what comes and when, what was finished; counts instead of people."""

from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

from queue_app.domain.queue.order import Target
from queue_app.screens.standup.radiator import MOST_BLOCKED, Covers, RadiatorScreen, radiator_screen
from queue_app.screens.values import ReasonShown, Room
from queue_app.service.process.kept.forecasts import Forecasts
from queue_app.store.cover.facts import team_cover
from queue_app.store.tables import TEAM
from queue_app.store.team.teams import as_team
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.screens.test_queue import BECAUSE
from tests.statements import counted
from tests.store.rows import fill, finished, history, start_back


def wall(cast: Cast, kept: Forecasts | None = None, covers: Covers = team_cover) -> RadiatorScreen:
    with cast.doors.reading() as conn:
        team = as_team(conn.execute(TEAM.select().where(TEAM.c.id == cast.team)).mappings().one())
        return radiator_screen(conn, team, cast.now, kept or Forecasts(), covers)


def test_what_runs_stands_in_order_with_age_block_and_how_many_are_on_it(cast: Cast) -> None:
    finished(cast, *range(1, 21))
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.bob)
    cast.do(join, by=cast.alice, item=2, others="both")
    cast.do(leave, by=cast.alice, item=1)
    cast.do(block, item=1, sentence="waits for the bank")
    start_back(cast, 2, 19)
    screen = wall(cast)
    assert [(row.title, row.on) for row in screen.running] == [("Search", 0), ("Refunds", 2)]
    assert (screen.running[0].block.sentence, screen.running[1].age.old) == ("waits for the bank", "over")
    assert (screen.room, screen.sle.days, screen.sle.half) == (Room(2, 3), 17, 10)


def test_what_comes_has_its_place_its_reason_and_its_dates(cast: Cast) -> None:
    history(cast)
    fill(cast, 14)
    cast.do(move, items=[14], target=Target(end="top"), reason=BECAUSE)
    cast.do(block, item=2, sentence="waits")
    screen = wall(cast)
    assert [row.position for row in screen.coming] == list(range(1, 11))
    assert screen.coming[0].reason == ReasonShown(BECAUSE.words, BECAUSE.kind)
    assert [(row.title, row.blocked) for row in screen.coming if row.range is None] == [("Item 2", True)]
    assert [(row.position, row.title) for row in screen.blocked] == [(3, "Item 2")]


def test_eight_weeks_and_the_last_finish(cast: Cast) -> None:
    finished(cast, 1, 1, on=cast.now.date() - timedelta(days=49))
    finished(cast, 1, on=cast.now.date() - timedelta(days=50), first=200_000)
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    screen = wall(cast)
    assert screen.weeks == (2, 0, 0, 0, 0, 0, 0, 1)
    assert (screen.last.title, screen.last.on) == ("Search", cast.now.date())


def test_weeks_before_the_first_item_are_not_told_as_weeks_without_work(cast: Cast) -> None:  # P10
    cast.add("Search")
    cast.now += timedelta(days=8)
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    assert wall(cast).weeks == (*[None] * 6, 0, 1)


def test_an_empty_team_has_nothing_to_show(cast: Cast) -> None:
    screen = wall(cast)
    assert (screen.running, screen.coming, screen.blocked, screen.last, screen.sle) == ((), (), (), None, None)
    assert (screen.weeks, screen.forecast.quality.level) == ((*[None] * 7, 0), "none")


def test_no_name_can_stand_in_it(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, by=cast.bob, item=2, sentence="waits")
    said = " ".join(texts(wall(cast)))
    assert not [name for name in ("Alice", "Bob", "Carol", "Mallory") if name in said]


def test_it_costs_as_many_statements_however_much_there_is(cast: Cast) -> None:
    fill(cast, 60)
    counts, kept = [], Forecasts()
    for number in (1, 2, 3):
        cast.do(pull_top, by=cast.alice, others="both")
        cast.do(block, item=number + 20, sentence="waits")
        wall(cast, kept)
        with counted(cast.doors) as sent:
            wall(cast, kept)
        counts.append(len(sent))
    assert len(set(counts)) == 1
    assert counts[0] <= 19


def texts(value: Any) -> list[str]:
    """Every text in it, of the dates of the forecast none."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    if is_dataclass(value):
        return [
            text for field in fields(value) if field.name != "forecast" for text in texts(getattr(value, field.name))
        ]
    return []


def test_of_many_blocked_items_the_first_in_the_order_are_shown(cast: Cast) -> None:
    numbers = cast.add(*(f"Item {n}" for n in range(1, MOST_BLOCKED + 3)))
    for number in numbers:
        cast.do(block, item=number, sentence="Waits.")
    cast.do(move, items=numbers[-1:], target=Target(end="top"), reason=BECAUSE)
    assert [row.position for row in wall(cast).blocked] == list(range(1, MOST_BLOCKED + 1))
