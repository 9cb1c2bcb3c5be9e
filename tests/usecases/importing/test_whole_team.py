"""An export comes back whole: exported again it is the same, and pages show the same."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from queue_app.domain.importing.fitting.rows_of_look import rows_of
from queue_app.domain.importing.flaws import FlawedFile
from queue_app.domain.team.team import Team
from queue_app.screens.flow.finished import finished_screen
from queue_app.screens.flow.flow import flow_screen
from queue_app.screens.forecast.asked import Question
from queue_app.screens.forecast.forecast import forecast_screen
from queue_app.screens.frame import Viewer
from queue_app.screens.queue.order import order_screen
from queue_app.screens.values import HistoryLine
from queue_app.service.example.play import play
from queue_app.store.queue.rebuild import check
from queue_app.store.tables import EVENT, FORMER, ITEM, NOTE, PERSON, REQUEST
from queue_app.store.team import teams
from queue_app.usecases.cover.areas import add_area
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.look_file import look_at_file
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.transaction import in_transaction
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import wait_for
from tests.cast import MONDAY, Cast
from tests.every_verb import everything
from tests.exports import bring, differences, export, sums
from tests.imports import count
from tests.screens.reading import RIGHTS

EXPORTS = Path(__file__).parents[2] / "domain/importing/exports"
HISTORIES = Path(__file__).parent / "histories"
ON_SQLITE = pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
"""What is not about the engine: the first tests ask both."""


def of_the_example(cast: Cast) -> int:
    return play(cast.doors, cast.bob, "Europe/Vienna", MONDAY, lambda *_: None, weeks=2)


def of_other_tools(cast: Cast) -> int:
    """All exports of other tools, and two real histories, one after the other in one team."""
    team, zone = Team(cast.team, "Tigers"), ZoneInfo("UTC")
    for path in (*sorted(EXPORTS.iterdir()), *sorted(HISTORIES.iterdir())):
        if path.suffix != ".ics" and path.name != "expected.json":
            given = rows_of(look_at_file(path.read_bytes(), zone=zone), zone, cast.now.date()).rows
            how = {"wip": "raise", "skip_alike": True, "clock_now": lambda: cast.now}
            import_items(cast.doors, Actor(cast.team, cast.bob), team, given, **how)
    return cast.team


def of_everything(cast: Cast) -> int:
    everything(cast)
    return cast.team


@pytest.mark.parametrize("given", [of_everything, of_the_example, of_other_tools])
def test_exported_again_it_is_the_same(cast: Cast, given: Callable[[Cast], int]) -> None:
    team = given(cast)
    first = export(cast, team)
    outcome = bring(cast, first)
    assert outcome is not None
    assert outcome.result["imported"] == len(first["items"])
    assert differences(first, export(cast, cast.other_team)) == []
    assert sums(cast, team) == sums(cast, cast.other_team)
    with cast.doors.reading() as conn:
        assert check(conn) == []


@ON_SQLITE
def test_an_older_version_has_no_waits_and_those_for_other_teams_stay_behind(cast: Cast) -> None:
    """So does an act that took such a wait back: it would name an event that the file does not have."""
    one, two = cast.add("Mine", "Too")
    older = export(cast) | {"version": 1}
    cast.do(wait_for, item=one, number=two)
    first = export(cast)
    assert [[wait["on"] for wait in entry.get("waits", ())] for entry in first["items"]] == [[two], []]
    assert bring(cast, older) is not None
    assert export(cast, cast.other_team)["items"] == older["items"]
    in_transaction(cast.doors, teams.add_member, team_id=cast.other_team, person_id=cast.bob, role="member", at=MONDAY)
    cast.do(wait_for, item=two, number=1, team=cast.other_team)
    cast.do(undo)
    cast.do(wait_for, item=two, number=1, team=cast.other_team)
    assert differences(first, export(cast)) == []


def seen(cast: Cast, team: int, person: int, screen: Any, *args: Any) -> str:
    """What a screen shows, without the frame and the numbers of events."""
    viewer = Viewer(team, person, cast.now, RIGHTS, forecasts=cast.forecasts)
    with cast.doors.reading() as conn:
        shown = screen(conn, viewer, *args)
    return repr(replace(shown, frame=None))


@ON_SQLITE
def test_pages_show_the_same(cast: Cast) -> None:
    everything(cast)
    document = export(cast)
    bring(cast, document)
    for screen, *args in (
        (finished_screen,),
        (finished_screen, "dropped"),
        (flow_screen,),
        (forecast_screen, Question()),
    ):
        here = seen(cast, cast.team, cast.bob, screen, *args)
        assert here == seen(cast, cast.other_team, cast.mallory, screen, *args)
    assert _lines(cast, cast.team, cast.bob) == _lines(cast, cast.other_team, cast.mallory)


def _lines(cast: Cast, team: int, person: int) -> list[Any]:
    viewer = Viewer(team, person, cast.now, RIGHTS, forecasts=cast.forecasts)
    with cast.doors.reading() as conn:
        screen = order_screen(conn, viewer)
    lines: list[HistoryLine] = [line for day in screen.days for line in day.lines]
    assert any(line.by == "Alice" for line in lines)
    return [(line.at, line.kind, line.item, line.other, line.reason, line.by, line.plan, line.more) for line in lines]


@ON_SQLITE
def test_work_goes_on_where_it_was(cast: Cast) -> None:
    everything(cast)
    bring(cast, export(cast))
    before, cast.team, cast.bob = cast.order(), cast.other_team, cast.mallory
    assert cast.order() == before
    added = cast.add("One more")
    assert added == [max(entry["number"] for entry in export(cast)["items"])]
    cast.do(drop, item=added[0], reason="Only to try.")
    cast.do(undo)


@ON_SQLITE
def test_notes_name_their_authors_who_are_former_people(cast: Cast) -> None:
    (number,) = cast.add("Mine")
    cast.do(note, item=number, words="Short.", by=cast.alice)
    cast.do(note, item=number, words="x" * 20_000, by=cast.bob)
    in_transaction(
        cast.doors, lambda conn: conn.execute(update(PERSON).where(PERSON.c.id == cast.bob).values(name="B"))
    )
    first = export(cast)
    assert [entry["author"] for entry in first["items"][0]["notes"]] == ["Alice", "B"]
    bring(cast, first)
    with cast.doors.reading() as conn:
        words = conn.execute(
            select(NOTE.c.words).where(NOTE.c.team_id == cast.other_team).order_by(NOTE.c.id)
        ).scalars()
        former = conn.execute(select(FORMER.c.name).where(FORMER.c.team_id == cast.other_team)).scalars()
        assert (list(words), set(former)) == (["Alice:\n\nShort.", "x" * 20_000], {"Alice", "B"})


def test_what_the_team_had_stays_behind_it(cast: Cast) -> None:
    """Its events follow, nothing of them counts for the order, and what somebody said of an area stays."""
    everything(cast)
    document = export(cast)
    cast.team, cast.bob, mine = cast.other_team, cast.mallory, cast.team
    spare, data = (cast.do(add_area, name=name).result["area"] for name in ("Spare", "data"))
    cast.do(declare, can=[data])
    cast.do(set_limit, limit=7, reason="Before.")
    outcome = bring(cast, document)
    assert outcome is not None
    again = export(cast)
    assert [area["name"] for area in again["areas"]] == ["Data", "Shop", "Old"], "the area that was there keeps its id"
    assert differences(document | {"areas": []}, again | {"areas": []}) == []
    query = select(EVENT.c.kind, EVENT.c.data).where(EVENT.c.team_id == cast.team).order_by(EVENT.c.seq)
    with cast.doors.reading() as conn:
        kinds = [(row.kind, *row.data) for row in conn.execute(query)][len(document["events"]) :]
        answers = conn.execute(select(REQUEST.c.seq).where(REQUEST.c.team_id == cast.team)).scalars().all()
    assert kinds == [
        ("settings", "before_import"), ("settings", "area"), ("settings", "area"), ("declared",),
        ("settings", "before_import"), ("settings", "restored"),
    ]  # fmt: skip
    assert [seq for seq in answers if seq] == [outcome.seq]
    assert (spare, mine) != (data, cast.team)


@ON_SQLITE
def test_into_a_team_with_items_it_does_not_come_whole(cast: Cast) -> None:
    cast.add("Mine")
    document = export(cast)
    assert bring(cast, document, into=cast.team) is None
    assert count(cast, ITEM) == 1


Change = Callable[[dict[str, Any]], Any]


REMOVED_IN_2036 = {"n": 1, "alt": "", "at": "2026-11-01T00:00:00+00:00", "removed_at": "2036-01-01T00:00:00+00:00"}


def _set(*path: Any, to: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = to

    return change


WAIT = {"on": 3, "n": 1, "at": "2026-11-23T09:00:00+00:00"}
BROKEN: dict[str, tuple[Change, str]] = {
    "version": (_set("version", to=3), "version: The export has version 3."),
    "number twice": (_set("items", 1, "number", to=1), "items number: 1 is here twice"),
    "place twice": (_set("items", 2, "place", to=1), "items place: 1 is here twice"),
    "places changed": (lambda document: _swap(document["items"]), "At place 1 the history has #2, and the file has #3."),
    "title too long": (_set("items", 1, "title", to="x" * 201), "items title: This is 201 characters long."),
    "title changed": (_set("items", 1, "title", to="Other"), "The history says Two, and the file says Other."),
    "control character": (_set("items", 1, "words", to="a\x07"), "items words: This has characters that are not text."),
    "four areas": (_set("items", 1, "areas", to=["A", "B", "C", "D"]), "items areas: There are 4 here."),
    "unknown area": (_set("items", 1, "areas", to=["Moon"]), "items areas: The file does not have Moon."),
    "unknown item": (_set("items", 1, "origin_id", to=99), "items origin_id: The file does not have 99."),
    "ends before it starts": (_set("items", 0, "finished_on", to="2026-11-01"), "finished_on: This is before the start."),
    "no finish": (lambda document: document["items"][0].pop("finished_on"), "A finished item has the day of its finish"),
    "unknown field": (_set("items", 1, "points", to=3), "items points: This field does not exist here."),
    "event of an unknown kind": (_set("events", 1, "kind", to="sung"), "events kind: Choose one of"),
    "event without its item": (_set("events", 1, "data", "items", 0, "id", to=99), "events items: The file does not have 99."),
    "event is missing": (lambda document: document["events"].pop(2), "events: This does not follow"),
    "event in the future": (_set("events", 1, "at", to="2036-01-01T00:00:00+00:00"), "events at: This is in the future."),
    "day in the future": (_set("items", 1, "came_on", to="2036-01-01"), "items: This is in the future."),
    "image in the future": (_set("items", 1, "images", to=[REMOVED_IN_2036]), "items: This is in the future."),
    "moment without a zone": (_set("events", 1, "at", to="2026-01-01T00:00:00"), "events at: This must be a moment"),
    "fact is missing": (lambda document: document["events"][1]["data"].pop("items"), "events items: This is missing."),
    "no such zone": (_set("settings", "time_zone", to="Moon/Sea"), "settings time_zone: This time zone does not exist."),
    "slots": (_set("slots", to=[{"n": 1, "closing": False}]), "items slot"),
    "merged in a circle": (
        _set("areas", to=[{"name": "A", "for_agents": True, "archived_at": None, "merged_into": "A"}]),
        "areas merged_into: These areas are merged into each other",
    ),
    "waits for nobody": (_set("items", 1, "waits", to=[WAIT | {"on": 99}]), "items waits: The file does not have 99."),
    "waits for itself": (_set("items", 1, "waits", to=[WAIT | {"on": 2}]), "items waits: These items wait for each other"),
    "waits untold": (_set("items", 1, "waits", to=[WAIT]), "items waits: The history tells of other waits"),
    "list is an object": (_set("events", to={}), "events: This must be a list."),
}  # fmt: skip


def _swap(items: list[dict[str, Any]]) -> None:
    items[1]["place"], items[2]["place"] = items[2]["place"], items[1]["place"]


@ON_SQLITE
def test_a_file_that_was_edited_wrongly_changes_nothing(cast: Cast) -> None:
    cast.add("One", "Two", "Three")
    cast.now += timedelta(days=3)
    cast.do(pull_top)
    cast.do(pull_top)
    cast.do(finish, item=1)
    cast.do(pull_top)
    document = export(cast)
    before = [export(cast, team) for team in (cast.team, cast.other_team)]
    for name, (change, sentence) in BROKEN.items():
        edited = json.loads(json.dumps(document))
        change(edited)
        with pytest.raises(FlawedFile) as refused:
            bring(cast, edited)
        assert sentence in "\n".join(map(str, refused.value.flaws)), name
    assert [export(cast, team) for team in (cast.team, cast.other_team)] == before
