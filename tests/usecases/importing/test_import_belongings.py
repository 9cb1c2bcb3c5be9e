"""Import of another tool's file: flags become blocks, checklists plans, comments notes. The history tells all of it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from queue_app.domain.importing.fitting.rows_of_look import rows_of
from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.item import State
from queue_app.domain.team.team import Team
from queue_app.store.queue import plan as plans
from queue_app.store.queue.rebuild import check
from queue_app.store.tables import BLOCK, FORMER, ITEM, NOTE, WAIT
from queue_app.usecases.importing import belongings
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.look_file import look_at_file
from queue_app.usecases.importing.take_back import take_back
from queue_app.usecases.queue.block import unblock
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.transaction import Outcome
from queue_app.usecases.tx import Actor
from tests.cast import Cast
from tests.exports import bring, differences, export
from tests.imports import digest

ZONE = ZoneInfo("UTC")
EXPORTS = Path(__file__).parents[2] / "domain/importing/exports"


def card(n: int, title: str, work: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"{0x69000000 + n:08x}aaaabbbbccccdddd",
        "name": title,
        "idList": work,
        "pos": n,
        "closed": False,
    } | fields


def board() -> bytes:
    lists = [{"id": name, "name": name, "closed": False, "pos": n} for n, name in enumerate(("To Do", "Doing", "Done"))]
    steps = [{"name": "Ask", "state": "complete", "pos": 1}, {"name": "Build", "state": "incomplete", "pos": 2}]
    cards = [
        card(1, "Stuck", "To Do", labels=[{"name": "Blocked"}, {"name": "Shop"}]),
        card(2, "Plain", "To Do"),
        card(3, "Running", "Doing", idChecklists=["c"], labels=[{"name": "blocked"}]),
        card(4, "Over", "Done", dateLastActivity="2026-10-09T09:00:00.000Z", labels=[{"name": "Blocked"}]),
    ]
    said = {"text": "Who *knows*?", "card": {"id": cards[2]["id"]}}
    later = {"text": "Nobody.", "card": {"id": cards[2]["id"]}}
    actions = [
        {"type": "commentCard", "date": "2026-10-05T09:00:00.000Z", "data": later, "memberCreator": {"fullName": "Bo"}},
        {"type": "commentCard", "date": "2026-10-02T09:00:00.000Z", "data": said, "memberCreator": {"fullName": "Ann"}},
    ]
    checklists = [{"id": "c", "idCard": cards[2]["id"], "pos": 1, "checkItems": steps}]
    whole = {"name": "B", "lists": lists, "cards": cards, "checklists": checklists, "actions": actions, "members": []}
    return json.dumps(whole).encode()


def rows(cast: Cast, raw: bytes) -> list[Row]:
    return rows_of(look_at_file(raw, zone=ZONE), ZONE, cast.now.date()).rows


def imports(cast: Cast, given: Sequence[Row], **how: Any) -> Outcome:
    team, actor = Team(cast.team, "Tigers", time_zone="UTC"), Actor(cast.team, cast.bob)
    return import_items(cast.doors, actor, team, given, clock_now=lambda: cast.now, **how)


def test_every_export_can_be_stored(cast: Cast) -> None:
    """All of them, one after the other, into one team; the history played again gives the same rows."""
    for path in sorted(EXPORTS.iterdir()):
        if path.suffix == ".ics" or path.name == "expected.json":
            continue
        given = rows(cast, path.read_bytes())
        result = imports(cast, given, wip="wait", skip_alike=True).result
        assert result["imported"] + result["known"] + result["repeated"] == len(given), path.name
    with cast.doors.reading() as conn:
        assert check(conn) == []


def test_flags_checklists_and_comments_come_with_their_items(cast: Cast) -> None:
    cast.add("Mine")
    result = imports(cast, rows(cast, board()), were={"Ann": cast.alice}).result
    assert {name: result[name] for name in ("imported", "blocks", "plans", "notes", "people", "members")} == {
        "imported": 4, "blocks": 2, "plans": 1, "notes": 2, "people": 2, "members": 1,
    }  # fmt: skip
    over, running, stuck, plain = (cast.item(number) for number in range(2, 6))
    assert [one.title for one in (over, running, stuck, plain)] == ["Over", "Running", "Stuck", "Plain"]
    assert [one.blocked for one in (over, running, stuck, plain)] == [False, True, True, False]
    with cast.doors.reading() as conn:
        steps = plans.steps(conn, cast.team, running.id)
        notes = conn.execute(select(NOTE.c.item_id, NOTE.c.words, NOTE.c.by, NOTE.c.at).order_by(NOTE.c.id)).all()
        blocks = conn.execute(select(BLOCK.c.item_id, BLOCK.c.sentence, BLOCK.c.from_at)).all()
        claimed = dict(conn.execute(select(FORMER.c.name, FORMER.c.claimed_by)).all())
        assert check(conn) == []
    assert [(step.words, step.done_at) for step in steps] == [("Ask", cast.now), ("Build", None)]
    assert notes == [
        (running.id, "Ann:\n\nWho *knows*?", cast.alice, datetime(2026, 10, 2, 9, tzinfo=UTC)),
        (running.id, "Bo:\n\nNobody.", None, datetime(2026, 10, 5, 9, tzinfo=UTC)),
    ]
    assert {*blocks} == {(stuck.id, "Blocked", cast.now), (running.id, "blocked", cast.now)}
    assert claimed == {"Ann": cast.alice, "Bo": None}


LINKS = """Summary,Issue key,Issue id,Issue Type,Status,Created,Inward issue link (Blocks),Inward issue link (Blocks),\
Outward issue link (Blocks),Parent
Ship it,AB-1,11,Story,To Do,2026-10-01,AB-2,AB-9,,
Build it,AB-2,12,Story,In Progress,2026-10-01,,,AB-1,
Think,AB-3,13,Story,To Do,2026-10-01,AB-5,,AB-2,
Old,AB-4,14,Story,Done,2026-10-01,,,AB-1,
Also,AB-5,15,Sub-task,To Do,2026-10-01,AB-1,,,12
"""


def test_links_of_other_tools_become_waits(cast: Cast) -> None:
    """AB-1 waits for AB-2, that for AB-3, that for AB-5: AB-5 cannot wait for AB-1. The others lead nowhere, or are over."""
    fitted = rows_of(look_at_file(LINKS.encode(), zone=ZONE), ZONE, cast.now.date(), {"finish_undated": "today"})
    met = {flaw.key: [flaw.count, *map(str, flaw.examples)] for flaw in fitted.flaws if flaw.key.startswith("wait")}
    assert met == {
        "wait_lost": [1, "line 2, waits: AB-1 waits for AB-9"],
        "wait_over": [1, "line 2, waits: AB-1 waits for AB-4"],
        "wait_circle": [1, "line 6, waits: AB-5 waits for AB-1"],
    }
    outcome = imports(cast, fitted.rows)
    assert outcome.result["waits"] == 3
    with cast.doors.reading() as conn:
        keys = dict(map(tuple, conn.execute(select(ITEM.c.id, ITEM.c.reference))))
        edges = {(keys[row.item_id], keys[row.on_item_id]) for row in conn.execute(select(WAIT))}
        assert check(conn) == []
    assert edges == {("AB-1", "AB-2"), ("AB-2", "AB-3"), ("AB-3", "AB-5")}
    again = export(cast)
    assert bring(cast, again) is not None
    assert differences(again, export(cast, cast.other_team)) == []
    later = rows(cast, (LINKS + "New,AB-6,16,Story,To Do,2026-10-01,AB-5,,,\n").encode())
    assert imports(cast, later).result["waits"] == 1, "for an item that is there already"
    with cast.doors.reading() as conn:
        assert check(conn) == []
    cast.do(take_back, by=cast.bob, number=outcome.result["act"], keep=True)
    with cast.doors.reading() as conn:
        assert (conn.execute(select(WAIT).where(WAIT.c.team_id == cast.team)).all(), check(conn)) == ([], [])


def test_what_came_goes_on_as_what_was_made_here(cast: Cast) -> None:
    imports(cast, rows(cast, board()))
    cast.do(unblock, item=3)
    cast.do(finish, item=2, steps="split")
    assert (cast.item(3).blocked, cast.item(2).state) == (False, State.FINISHED)
    imports(cast, [Row(line=2, title="Later", flag="Waits too")])
    assert cast.item(6).blocked


def test_the_second_time_all_is_known_and_named(cast: Cast) -> None:
    given = rows(cast, board())
    imports(cast, given)
    before = digest(cast)
    result = imports(cast, given).result
    assert (result["imported"], result["known"]) == (0, 4)
    assert set(result["skipped"]) == {row.reference for row in given}
    assert digest(cast) == before


@pytest.mark.parametrize("broken", ["block", "write_plans", "write_notes"])
def test_a_failure_among_them_leaves_nothing(cast: Cast, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(cast)

    def breaks(*_: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(belongings.store, broken, breaks)
    with pytest.raises(RuntimeError, match="the power went"):
        imports(cast, rows(cast, board()))
    assert digest(cast) == before


def test_rows_without_references_are_alike_by_title_and_day(cast: Cast) -> None:  # I1
    cast.add("Made here")
    known = [Row(line=2, title="Known", created_at=datetime(2026, 10, 1, 9, tzinfo=UTC)), Row(line=3, title="Bare")]
    imports(cast, known)
    other = [Row(line=2, title="Known", created_at=datetime(2026, 10, 2, 9, tzinfo=UTC)), Row(line=3, title="New")]
    result = imports(cast, [*known, *other, Row(line=4, title="Made here")], skip_alike=True).result
    assert (result["imported"], result["known"], result["skipped"]) == (2, 3, ["Known", "Bare", "Made here"])
    assert imports(cast, known).result["imported"] == 2
