"""Import of a large file, as by `topmost import csv`, while another person constantly moves items of the same team."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from threading import Thread

from bench.crew import Crew, Done
from bench.measure import Length, Line, at_most, exactly, timed
from bench.place import Place
from bench.queue import bring_in, mixed_rows, waiting_rows
from bench.writers import Mover
from queue_app.domain.importing.decoding.json_values import read_json
from queue_app.domain.importing.looking.kinds import tool_of_json
from queue_app.screens.exporting.document import team_document
from queue_app.store.team import teams
from queue_app.usecases.importing.look_file import look_at_file
from queue_app.usecases.importing.whole_team import import_export
from queue_app.usecases.transaction import utc_now
from queue_app.usecases.tx import Actor
from tests.cast import Cast

WAITING = 1_000
WAIT_SECONDS = 5
LOOK_SECONDS = 0.5
RECOGNITION_MS, BOARD_SECONDS = 100, 2


def lines(place: Place, length: Length) -> Iterator[Line]:
    """How long an import takes alone, and how long others have to wait for the team."""
    raw = mixed_rows(length.largest)
    alone = place.cast()
    began, cpu = time.perf_counter(), time.process_time()
    bring_in(alone, raw)
    yield Line(f"import of {length.largest:,} rows", f"{time.perf_counter() - began:.1f} s")
    yield Line("CPU of it, without the database server's", f"{time.process_time() - cpu:.1f} s")
    moves = _meanwhile(place.cast(), raw)
    yield at_most(
        "the longest move of somebody else meanwhile", max(move.seconds for move in moves), WAIT_SECONDS, "s", 2
    )
    yield exactly("moves that gave up meanwhile", sum(not move.gave for move in moves), 0)  # R7
    yield from _looks()
    yield from _there_and_back(alone, length.largest)


def _looks() -> Iterator[Line]:
    """How long it takes to recognise a file, and to read a board with as many actions as Trello exports."""
    board = _board()
    took = median(timed(lambda: tool_of_json(read_json(board.decode()).value)).ms for _ in range(5))
    yield at_most("knowing a Trello board of 1,000 actions", took, RECOGNITION_MS, "ms")
    yield at_most("a look at it", timed(lambda: look_at_file(board)).ms / 1000, BOARD_SECONDS, "s", 2)


def _board() -> bytes:
    """A board of 500 cards, each of which was moved twice."""
    lists = [{"id": name, "name": name, "pos": n, "closed": False} for n, name in enumerate(("To Do", "Doing", "Done"))]
    cards, actions = [], []
    for n in range(500):
        card = {"id": f"{0x69000000 + n:08x}aaaabbbbccccdddd", "name": f"Card {n}", "desc": "Some words.\n" * 40}
        cards.append(card | {"idList": "Done", "pos": n, "closed": False, "shortUrl": f"https://trello.com/c/{n}"})
        for minute, (before, after) in enumerate((("To Do", "Doing"), ("Doing", "Done"))):
            data = {"card": {"id": card["id"]}, "listBefore": {"id": before}, "listAfter": {"id": after}}
            when = f"2026-10-{n % 28 + 1:02}T09:{minute:02}:00.000Z"
            actions.append({"type": "updateCard", "date": when, "data": data})
    return json.dumps({"name": "Board", "lists": lists, "cards": cards, "actions": actions}).encode()


def _there_and_back(cast: Cast, rows: int) -> Iterator[Line]:
    """The export of the team, and its import into an empty team."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "team.json")
        began = time.perf_counter()
        with cast.doors.reading(at_length=True) as conn, file.open("w", encoding="utf-8") as opened:
            opened.writelines(team_document(conn, cast.team, utc_now()))
        yield Line(f"export of {rows:,} items", f"{time.perf_counter() - began:.1f} s")
        with cast.doors.reading() as conn:
            other = teams.of_number(conn, cast.other_team)
        began = time.perf_counter()
        import_export(cast.doors, Actor(other.id, None), other, [file.read_bytes()])
        size = file.stat().st_size / 1024**2
        yield Line(f"import of that export, {size:.0f} MB", f"{time.perf_counter() - began:.1f} s")


def _meanwhile(cast: Cast, raw: bytes) -> list[Done]:
    """The moves of another person during the import."""
    bring_in(cast, waiting_rows(WAITING))
    url = cast.doors.engine.url.render_as_string(hide_password=False)
    with Crew(1, Mover(url, cast.team, cast.bob, WAITING)) as somebody:
        importing = Thread(target=bring_in, args=(cast, raw))
        importing.start()
        moves = somebody.run(LOOK_SECONDS)
        while importing.is_alive():
            moves += somebody.run(LOOK_SECONDS)
    return moves
