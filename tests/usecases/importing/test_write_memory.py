"""Writing an import holds little beside its rows: cells are made of some at a time, and nothing of a file is held twice."""

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from queue_app.domain.importing.decoding.packed import packed
from queue_app.domain.importing.rows import ImportNote, Row
from queue_app.screens.exporting.document import team_document
from queue_app.store.db import bulk
from queue_app.store.team import teams
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.whole_team import import_export
from queue_app.usecases.tx import Actor
from tests.cast import Cast
from tests.imports import imports

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ROWS, WORDS = 400, "“word” " * 600
SIZE = ROWS * len(WORDS.encode())


def most_held(work: Callable[[], Any]) -> int:
    """The most bytes that Python holds more than at the beginning."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 20)


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_rows_are_written_some_at_a_time(cast: Cast) -> None:
    imports(cast, "id,title\nx,X\n")  # What is imported late is there.
    with cast.doors.reading() as conn:
        team = teams.of_number(conn, cast.team)
    words = packed(WORDS)
    rows = [Row(n, f"Item {n}", words, notes=(ImportNote(WORDS, "Ada", AT),)) for n in range(ROWS)]
    assert most_held(lambda: import_items(cast.doors, Actor(cast.team, None), team, rows)) < SIZE / 2


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_an_export_comes_back_within_three_times_its_size(cast: Cast) -> None:
    """Its text, its words packed, and its events as JSON."""
    imports(cast, "id,title,words\n" + "".join(f"r{n},Item {n},{WORDS}\n" for n in range(ROWS)))
    with cast.doors.reading() as conn:
        held = ["".join(team_document(conn, cast.team, cast.now)).encode()]
        other = teams.of_number(conn, cast.other_team)
    size = len(held[0])
    more = most_held(lambda: import_export(cast.doors, Actor(other.id, None), other, held))
    assert held == []
    assert more < 2 * size
