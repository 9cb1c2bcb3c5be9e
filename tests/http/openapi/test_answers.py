"""The API's answers match its description: no property more or less, and each list was tested with entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest

from queue_app.domain.filters import Filter
from queue_app.domain.queue.order import Target
from queue_app.service.example.play import play
from queue_app.usecases.agents.ready import ready
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.cover.areas import add_area
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.coin import coin
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.queue.plan import add_step, note, tick_step
from queue_app.usecases.queue.urgent import urgent
from queue_app.usecases.sign_in.tokens import Scope
from queue_app.usecases.team.views import save_view
from queue_app.usecases.waits.wait import wait_for
from tests.cast import REASON, Cast
from tests.http.program import Program
from tests.http.site import Site
from tests.usecases.agents.robots import let_agents, robot

Json = dict[str, Any]
EMPTY = {
    "cover.healed",  # An area heals over weeks, according to the states stored each day.
    "cover.names_in_the_file",  # They come only from a file of another tool.
    "standup._embedded.next.skips",  # Editing an item removes its skips.
    "standup._embedded.order.back",  # Nothing left the top and came back.
    *(
        f"standup._embedded.{part}.on.{who}"
        for part in ("blocked", "old", "top", "help", "waiting_for_others")
        for who in ("names", "agents")
    ),
}
"""Lists that are empty for these teams, or always: at the stand-up, people are counts."""

QUERIES = {
    "forecast": ("", "?ask=when&item=5", "?ask=when&items=3&place=1", "?ask=many", "?ask=odds&items=2", "?words=Tax"),
    "flow": ("", "?span=30d", "?from=2026-11-20&to=2026-11-27"),
    "standup": ("", "?since=2026-11-20"),
    "finished": ("", "?only=dropped"),
    "queue": ("", "?size=1"),
}


@dataclass(frozen=True)
class Reader:
    """A program with a token, and the token's team."""

    program: Program
    team: int


@pytest.fixture
def lived(busy: Cast) -> Cast:
    """The busy team, with everything else that a document can contain."""
    do = busy.do
    area = do(add_area, name="Search").result["area"]
    for item in (2, 3, 4, 5):
        do(edit, item=item, areas=[area])
    do(declare, by=busy.alice, can=[area])
    do(save_view, name="Stuck", narrowed=Filter(areas=(area,), only=("blocked",)))
    do(add_step, item=3, step="Write the test")
    do(add_step, item=3, step="Write the code")
    do(tick_step, item=3, step="Write the test", done=True)
    do(note, item=3, words="Found it.")
    busy.add("Pay", "Ship", "Scan", "Sign")
    for item in (5, 4, 5):
        do(move_one, item=item, target=Target(end="top"), reason=REASON)
    do(coin, item=4, with_item=5, chance=0.9)
    do(urgent, item=8, reason=REASON)
    do(set_limit, limit=6, reason="more")
    do(drop, item=9, reason="Nobody needs it.")
    day = busy.now.date()
    do(add_absence, by=busy.alice, person=busy.alice, first=day, last=day + timedelta(days=30))
    do(block, item=7, sentence="waits for the key")
    let_agents(busy, 2)
    fixer = robot(busy, busy.bob)
    pulled = fixer.pull()
    fixer.do(ready, run_of=pulled["run"], item=pulled["item"], sentence="It is up.")
    robot(busy, busy.alice, "tester").pull()
    for item in (3, 7):
        do(wait_for, item=item, number=6)
    busy.now += timedelta(minutes=20)
    return busy


def closed(schema: Any) -> Any:
    """The schema, which allows no other properties."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(part) for name, part in schema.items()}
    return inner | ({"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {})


def lists(schema: Json, named: Json, path: str = "") -> Iterator[str]:
    """The paths of all lists in the schema."""
    if "$ref" in schema:
        schema = named[schema["$ref"].rpartition("/")[2]]
    for part in schema.get("anyOf", ()):
        yield from lists(part, named, path)
    for name, part in schema.get("properties", {}).items():
        if not name.startswith(("_links", "_templates")):
            yield from lists(part, named, f"{path}.{name}")
    if "items" in schema:
        yield path
        yield from lists(schema["items"], named, path)


def filled(value: Any, path: str = "") -> Iterator[str]:
    """The paths of the lists that have entries."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from filled(part, f"{path}.{name}")
    if isinstance(value, list) and value:
        yield path
        for part in value:
            yield from filled(part, path)


@pytest.mark.usefixtures("day_of_the_cast")
def test_every_document_is_as_it_is_described(app, site, lived):
    described = app.test_client().get("/api/openapi.json").json
    named = described["components"]["schemas"]
    seen: set[str] = set()
    wrong: set[str] = set()
    undescribed: set[str] = set()
    known: set[str] = set()
    example = play(lived.doors, lived.bob, "Europe/Vienna", lived.now, lambda *_: None, weeks=6)
    readers = [*asking(site, lived.team), Reader(Program(site, lived.bob, "manage"), example)]
    readers[-1].program.token = site.token(lived.bob, example)
    for path, methods in described["paths"].items():
        schema = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        schema = schema.get("application/prs.hal-forms+json", {}).get("schema")
        if schema is None:
            undescribed |= {methods["get"]["operationId"]} if "get" in methods else set()
            continue
        check = jsonschema_rs.validator_for(schema | {"components": {"schemas": closed(named)}})
        name = methods["get"]["operationId"]
        for reader in readers:
            for address in addresses(path, name, reader.team):
                answer = reader.program.get(address)
                if reader not in (readers[0], readers[-1]) and answer.status_code == 403:
                    continue
                assert answer.status_code == 200, (address, answer.text)
                wrong |= {f"{name}: {error.instance_path} {error.message}" for error in check.iter_errors(answer.json)}
                seen |= {f"{name}{found}" for found in filled(answer.json)}
        known |= {f"{name}{one}" for one in lists(schema, named)}
    assert undescribed == {"openapi"}
    assert "\n".join(sorted(wrong)) == ""
    assert "\n".join(sorted(known - seen - EMPTY)) == "", "these lists were always empty, so nothing was compared"


def asking(site: Site, team: int) -> list[Reader]:
    """A manager, an observer and an agent."""
    scopes: list[tuple[int, Scope]] = [(site.cast.bob, "manage"), (site.cast.carol, "read"), (site.cast.bob, "agent")]
    return [Reader(Program(site, who, scope), team) for who, scope in scopes]


def addresses(path: str, name: str, team: int) -> list[str]:
    """The addresses of the documents."""
    whole = path.replace("{team}", str(team))
    if "{item}" in whole:
        return [whole.replace("{item}", str(item)) for item in range(1, 9)]
    return [f"{whole}{query}" for query in QUERIES.get(name, ("",))]


def test_a_property_that_no_schema_names_is_found_out():
    schema = closed({"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]})
    for wrong in ({}, {"a": 1, "b": 2}, {"a": None}):
        with pytest.raises(jsonschema_rs.ValidationError):
            jsonschema_rs.validate(schema, wrong)
