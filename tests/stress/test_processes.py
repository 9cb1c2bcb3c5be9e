"""Eight processes work on one team as fast as they can. Its history is explained, and what was read meanwhile as well.

The control is a queue that counts what runs and takes what it read; the same judge must find it out.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from queue_app.domain.refusals import TopChanged, WipLimitReached
from queue_app.store.queue import slots
from queue_app.store.tables import CLOCK, ITEM
from queue_app.store.team import teams
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.transaction import in_transaction
from tests.cast import Cast, person
from tests.model.plain import PlainQueue
from tests.model.seen import seen
from tests.parts import WHOLE
from tests.stress.client import BELIEVED_LIMIT, count_and_take, live
from tests.stress.history import Call, History, Sample, flaws

PROCESSES = 8
SECONDS = 20 if WHOLE else 3
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.stress.client"])
Work = Callable[[str, int, int, float], list[Call]]

pytestmark = pytest.mark.stress


def managers(cast: Cast) -> list[int]:
    """One for each process."""

    def make(conn) -> list[int]:
        made = [person(conn, f"Manager{n}") for n in range(PROCESSES)]
        for who in made:
            teams.add_member(conn, cast.team, who, "manager", cast.now)
        return made

    return in_transaction(cast.doors, make)


def history_of(
    cast: Cast, url: str, work: Work, seconds: float, start: PlainQueue, agents: Sequence[int] = ()
) -> History:
    """What the processes were answered, and what was read in the database all the time. `agents` take the place of people."""
    people = [*managers(cast)[len(agents) :], *agents]
    first = sample(cast).seq
    samples: dict[int, Sample] = {}
    with ProcessPoolExecutor(PROCESSES, CONTEXT, CONTEXT.Barrier(PROCESSES).wait) as pool:
        working = [pool.submit(work, url, cast.team, who, seconds) for who in people]
        while wait(working, timeout=0.001).not_done:
            read = sample(cast)
            samples[read.seq] = read
    calls = [call for done in working for call in done.result()]
    return History(start, first, calls, seen(cast), list(samples.values()))


def sample(cast: Cast) -> Sample:
    """The team as it is in one snapshot."""
    of_team = ITEM.c.team_id == cast.team
    running = select(ITEM.c.number).where(of_team, ITEM.c.slot.is_not(None))
    ties = select(func.count(ITEM.c.rank) - func.count(ITEM.c.rank.distinct())).where(of_team)
    with cast.doors.reading() as conn:
        seq = conn.execute(select(CLOCK.c.revision).where(CLOCK.c.team_id == cast.team)).scalar_one()
        there = slots.all_slots(conn, cast.team)
        closing = sum(slot.closing for slot in there)
        now = frozenset(conn.execute(running).scalars())
        return Sample(seq, now, len(there) - closing, closing, conn.execute(ties).scalar_one())


def test_eight_processes_leave_a_history_that_explains_every_answer(cast: Cast, database_url: str) -> None:
    history = history_of(cast, database_url, live, SECONDS, PlainQueue(limit=3))
    assert flaws(history) == []
    assert len({call.by for call in history.calls}) == PROCESSES
    assert {WipLimitReached, TopChanged} <= {call.refusal for call in history.calls}
    assert len(history.samples) > PROCESSES


def test_a_queue_that_counts_is_found_out(cast: Cast, database_url: str) -> None:
    start = PlainQueue(limit=BELIEVED_LIMIT)
    titles = [f"Item {n}" for n in range(300)]
    cast.add(*titles)
    start.add(titles, True, None, False)
    cast.do(set_limit, limit=99, reason="So that the slots refuse nothing.")
    history = history_of(cast, database_url, count_and_take, 2, start)
    believed = [replace(sample, limit=BELIEVED_LIMIT) for sample in history.samples]
    found = flaws(replace(history, samples=believed))
    assert [flaw for flaw in found if f"in progress at a limit of {BELIEVED_LIMIT}" in flaw]
    assert [flaw for flaw in found if "WipLimitReached" in flaw]
    assert [flaw for flaw in found if "in progress already" in flaw]
