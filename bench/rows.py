"""How many rows a move and a pull write in queues of three sizes. The number must not depend on the size."""

from collections.abc import Iterator

from bench.measure import Length, Line, exactly
from bench.place import Place
from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.statements import rows_written
from tests.store.rows import fill

SIZES = (100, 10_000, 100_000)
MOVE, PULL = 5, 7
"""Rows of the item, the clock, the event, its list of items and the request; for a pull also the stint and the day's sums."""


def lines(place: Place, length: Length) -> Iterator[Line]:
    """The rows written in one team of each size."""
    for size in SIZES:
        if size <= length.largest:
            yield from _of(place.cast(), size)


def _of(cast: Cast, size: int) -> Iterator[Line]:
    fill(cast, size)
    with rows_written(cast.doors) as written:
        cast.do(move_one, item=size, target=Target(above=size // 2))
        cast.do(pull_top)
    for verb, rows, aim in zip(("move", "pull"), written, (MOVE, PULL), strict=True):
        yield exactly(f"rows written by a {verb}, {size:,} waiting", rows, aim)
