"""A realistic queue: titles of a few words, areas, references and a past, imported by the product's own import."""

from collections.abc import Iterator
from datetime import date, timedelta

from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.queue.order import Target
from queue_app.service.example.words import PEOPLE, WORK
from queue_app.store.team import teams
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.read_file import read_file
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import utc_now
from queue_app.usecases.tx import Actor, Result
from tests.cast import REASON, Cast

_HEADINGS = "title,reference,state,created,started,finished,people,area"
_LAST_DAY = date(2026, 11, 20)


def waiting_rows(count: int) -> bytes:
    """A CSV file of waiting items."""
    return _file(_waiting(n, "W") for n in range(count))


def past_rows(count: int) -> bytes:
    """A CSV file of finished items."""
    return _file(_finished(n) for n in range(count))


def mixed_rows(count: int) -> bytes:
    """A CSV file in which every tenth item is waiting and the others are finished."""
    return _file(_finished(n) if n % 10 else _waiting(n, "L") for n in range(count))


def bring_in(cast: Cast, raw: bytes) -> Result:
    """Import the file into the team."""
    with cast.doors.reading() as conn:
        team = teams.of_number(conn, cast.team)
    rows = read_file(raw, ImportAnswers(), team, team.day(utc_now())).fitted.rows
    return import_items(cast.doors, Actor(cast.team, None), team, rows).result


def _file(rows: Iterator[str]) -> bytes:
    return "\n".join([_HEADINGS, *rows]).encode()


def _waiting(n: int, tag: str) -> str:
    title, area = WORK[n % len(WORK)]
    return f'"{title}, part {n // len(WORK) + 1}",{tag}-{n},waiting,{_LAST_DAY - timedelta(n % 60)},,,,{area}'


def _finished(n: int) -> str:
    title, area = WORK[n % len(WORK)]
    end = _LAST_DAY - timedelta(n % 700)
    start = end - timedelta(n % 9)
    who = PEOPLE[n % len(PEOPLE)]
    return f'"{title}, done {n}",L-{n},finished,{start - timedelta(9)},{start},{end},{who},{area}'


def busy(cast: Cast) -> None:
    """Put three items in progress and block one of them, block a waiting item, and give six items a reason."""
    for _ in range(3):
        cast.do(pull_top, others="both")
    for number in (2, 20):
        cast.do(block, item=number, sentence="The city has not answered yet")
    for number in range(30, 36):
        cast.do(move_one, item=number, target=Target(above=10), reason=REASON)
