"""An export is written piece by piece: three times the items do not make it hold more."""

import tracemalloc

import pytest

from queue_app.screens.exporting.document import team_document
from queue_app.screens.exporting.items import CHUNK
from tests.cast import Cast
from tests.imports import imports

WORDS = "word " * 400


def largest(cast: Cast) -> tuple[int, int]:
    """The bytes of the document, and the most that was held while it was written."""
    with cast.doors.reading() as conn:
        pieces = team_document(conn, cast.team, cast.now)
        tracemalloc.start()
        size = sum(len(piece) for piece in pieces)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return size, held


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_it_holds_some_hundred_items_whatever_the_team_has(cast: Cast) -> None:
    sizes = []
    for first, last in ((0, 2 * CHUNK), (2 * CHUNK, 6 * CHUNK)):
        rows = "".join(f"r{n},Item {n},{WORDS}\n" for n in range(first, last))
        imports(cast, f"id,title,words\n{rows}")
        sizes.append(largest(cast))
    (small, held), (large, held_then) = sizes
    assert large > 2.5 * small
    assert held_then < 1.2 * held < large / 1.5
