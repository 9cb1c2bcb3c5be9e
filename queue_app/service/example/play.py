"""Play half a year of work, day by day, up to now. A few things stay open at the end, so that there is something to see."""

from collections.abc import Callable
from datetime import datetime, timedelta

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.service.example import begin, people, words
from queue_app.service.example.clockwork import ExampleTeam
from queue_app.service.example.day import Week
from queue_app.store.db.engine import Doors
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.transaction import in_transaction

WEEKS = 26
LOWERED_AFTER = 8
SAID_BEFORE = 2
NOTED_BEFORE = 4
FIRST_IDEAS = 24
STILL_RUN = 2


def play(
    doors: Doors,
    manager: int | None,
    zone: str,
    now: datetime,
    progress: Callable[[int, int], None],
    weeks: int | None = None,
) -> int:
    """Make the example team with `manager` as its manager, unless they have one. Returns its number.

    `progress` gets (weeks done, weeks).
    """
    weeks = weeks or WEEKS
    first = (now - timedelta(weeks=weeks)).replace(hour=8, minute=0, second=0, microsecond=0)
    begun = in_transaction(doors, begin.begin, at=first, manager=manager, zone=zone)
    if isinstance(begun, int):
        return begun
    week = _played(_furnished(doors, *begun, first, now), weeks, first, now, progress)
    _leave_open(week, now)
    return week.example.team


def _played(
    example: ExampleTeam, weeks: int, first: datetime, now: datetime, progress: Callable[[int, int], None]
) -> Week:
    week = Week(example)
    example.wake(first.date())
    for title, area in (week.ideas.pop(0) for _ in range(FIRST_IDEAS)):
        week.add(words.PEOPLE[0], title, area)
    for passed in range(weeks * 7):
        day = (first + timedelta(days=passed)).date()
        if day.weekday() < 5 and day < now.date():
            example.wake(day)
            week.day()
            if passed >= (weeks - NOTED_BEFORE) * 7:
                week.keep_one()
        if passed == LOWERED_AFTER * 7:
            example.do(
                words.PEOPLE[0], set_limit, limit=3, reason="Four at once was too many: two of them only waited."
            )
        if passed == (weeks - SAID_BEFORE) * 7:
            people.declare_all(example)
        if passed % 7 == 6:
            progress(passed // 7 + 1, weeks)
    return week


def _furnished(doors: Doors, team: int, cast: dict[str, int], first: datetime, now: datetime) -> ExampleTeam:
    areas = in_transaction(doors, begin.make_areas, number=team)
    with doors.reading() as conn:
        kinds = begin.kinds(conn, team)
    return ExampleTeam(doors, team, cast, areas, kinds, first, now - timedelta(minutes=5))


def _leave_open(week: Week, now: datetime) -> None:
    """Play the last hours: a new top, a block, a coin, two new items that nobody has placed, and room for one pull."""
    example, manager = week.example, words.PEOPLE[0]
    example.now = max(example.now, now - timedelta(hours=30))
    while week.coming:
        week.keep_one()
    numbers = week.kept
    for number, (kind, sentence) in reversed(list(zip(numbers, words.TOP, strict=False))):
        example.do(manager, move_one, item=number, target=Target(end="top"), reason=Reason(kind, sentence))
    _blocked(example, numbers[4], words.BLOCKS[4])
    example.do(manager, coin, item=numbers[6], with_item=numbers[7], chance=example.dice.random())
    for name, (title, area) in zip(words.PEOPLE[1:], words.SEEN_TODAY, strict=False):
        week.add(name, title, area)
    people.add_absences(example)
    going = [number for number, item in week.running.items() if not item.blocked]
    blocked = len(week.running) - len(going)
    for number in going[max(1, STILL_RUN - blocked) :]:
        week.finish(number, week.running[number])
    if not blocked:
        _blocked(example, next(iter(week.running)), words.BLOCKS[0])


def _blocked(example: ExampleTeam, number: int, words_of_block: tuple[str, str, str]) -> None:
    sentence, kind, step = words_of_block
    example.do(words.PEOPLE[0], block, item=number, sentence=sentence, kind=example.kinds[kind], next_step=step)
