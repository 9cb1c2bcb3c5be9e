"""A team whose members have very different output, all its GET addresses, and the exchange of two people's histories."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser

from flask import Flask
from sqlalchemy import Connection, insert, update
from werkzeug.test import TestResponse

from queue_app.service.http.access import access_of
from queue_app.service.process.kept.covers import Covers
from queue_app.store.db.engine import Doors
from queue_app.store.tables import DECLARATION, EVIDENCE, FORMER, ITEM, ITEM_AREA, SKIP
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.edit import set_areas
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.plan import note
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests import given
from tests.http.examples import example_of
from tests.http.site import Browser
from tests.http.world import World, build

DID = {"Dora": 61, "Emil": 73, "Alice": 104}
"""Finished items that each person worked on. No day, hour, minute or item number is so large, so a leaked count is recognized."""
KINDS = ("mine", "done", "next", "stuck")
"""The items whose pages are tested."""


@dataclass
class Team:
    """The team of the world with its history. The histories of `emil` and Dora are exchanged."""

    app: Flask
    world: World
    emil: int

    @property
    def dora(self) -> int:
        return self.world.homes[self.world.cast.team].dora

    def roles(self) -> dict[str, int]:
        cast = self.world.cast
        return {"observer": cast.carol, "member": cast.alice, "manager": cast.bob}

    def names(self, role: str) -> set[str]:
        """The names of the other people. People may see their own name."""
        own = {"observer": "Carol", "member": "Alice", "manager": "Bob"}.get(role, "")
        return {"Alice", "Bob", "Carol", "Dora", "Emil"} - {own}

    def addresses(self) -> Iterator[tuple[str, str]]:
        """(endpoint, path) of every GET route about the team or about the person who asks."""
        build = self.app.url_map.bind("localhost").build
        home = self.world.homes[self.world.cast.team]
        for rule in self.app.url_map.iter_rules():
            access = access_of(self.app, rule.endpoint)
            if "GET" not in rule.methods or access is None or access.who not in ("person", "team"):
                continue
            example = example_of(rule.endpoint, "GET")
            assert example is not None, f"GET {rule.endpoint} has no example"
            address = {**example.address(self.world, home, None), "team": home.team}
            asked = example.body(self.world, home, None)
            numbers = [name for name in ("item", "number") if name in rule.arguments]
            for kind in KINDS if numbers else KINDS[:1]:
                whole = address | dict.fromkeys(numbers, home.items[kind])
                within = {name: value for name, value in whole.items() if name in rule.arguments}
                yield rule.endpoint, build(rule.endpoint, within | dict(asked))

    def shared(self) -> Iterator[tuple[str, str, str]]:
        """(endpoint, path, secret) of the pages that a link opens to guests."""
        build = self.app.url_map.bind("localhost").build
        for link in self.world.homes[self.world.cast.team].links.values():
            yield "shared.show", build("shared.show", {"page": link.page, "link": link.id}), link.secret

    def exchange(self) -> None:
        """Exchange what Dora and Emil did and declared. Their absences stay."""
        columns = [(EVIDENCE, "person_id"), (DECLARATION, "person_id"), (SKIP, "person_id"), (FORMER, "claimed_by")]

        def write(conn: Connection) -> None:
            for kind, name in columns:
                column = kind.c[name]
                for was, now in (
                    (self.dora, self.world.cast.carol),
                    (self.emil, self.dora),
                    (self.world.cast.carol, self.emil),
                ):
                    conn.execute(
                        update(kind).where(kind.c.team_id == self.world.cast.team, column == was).values({name: now})
                    )

        in_transaction(self.world.cast.doors, write)
        self.app.extensions["covers"] = Covers()


def furnish(doors: Doors, app: Flask) -> Team:
    """The furnished world, with a long history of finished work in it."""
    world = build(doors, app)
    cast = world.cast
    home = world.homes[cast.team]
    team = Team(app, world, given.member(cast, "Emil"))
    people = {"Dora": (team.dora, "Payments"), "Emil": (team.emil, "Reports"), "Alice": (cast.alice, "Search")}
    home.areas["Reports"] = given.area(cast, "Reports")
    number = 100_000
    for name, (person, area) in people.items():
        in_transaction(doors, _worked, world=world, person=person, area=home.areas[area], first=number, count=DID[name])
        number += 1000
    run(doors, declare, Actor(cast.team, team.dora), teach=[home.areas["Payments"]])
    run(doors, set_areas, Actor(cast.team, cast.bob), item=home.items["next"], areas=[home.areas["Payments"]])
    run(doors, set_limit, Actor(cast.team, team.emil), limit=8, reason="less at once")
    run(doors, note, Actor(cast.team, team.dora), item=home.items["next"], words="Ask the bank first.")
    day = utc_now().date() + timedelta(days=14)
    run(doors, add_absence, Actor(cast.team, cast.bob), person=team.emil, first=day, last=day)
    return team


def _worked(conn: Connection, *, world: World, person: int, area: int, first: int, count: int) -> None:
    """Add so many finished items of an area on which the person worked alone."""
    today, team = utc_now().date(), world.cast.team
    for n in range(count):
        on = today - timedelta(days=n % 59)
        row = {"title": "Finished work", "number": first + n, "state": "finished", "imported": True, "finished_on": on}
        made = insert(ITEM).values(team_id=team, created_at=utc_now(), **row).returning(ITEM.c.id)
        item = conn.execute(made).scalar_one()
        conn.execute(insert(ITEM_AREA).values(team_id=team, item_id=item, area_id=area, n=1))
        conn.execute(insert(EVIDENCE).values(team_id=team, area_id=area, on_day=on, person_id=person))


class Words(HTMLParser):
    """The text of a page, including titles and the choices of forms."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts += [value for name, value in attrs if name in ("title", "aria-label", "placeholder") and value]


def words_of(body: str, media_type: str) -> str:
    """All text of an answer, without its addresses and keys."""
    if "html" in media_type:
        read = Words()
        read.feed(body)
        return " ".join(read.parts)
    return " ".join(_leaves(json.loads(body))) if "json" in media_type else body


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from () if name in ("_links", "target", "_templates", "seq") else _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield str(value)


_DRAWN_ANEW = re.compile(r'name="(?:csrf_token|key|csrf-token)" (?:value|content)="[^"]*"|(?<="exported_at": ")[^"]*')


def without_nonces(body: str) -> str:
    """An answer without its random values."""
    return _DRAWN_ANEW.sub("", body)


Note = Callable[[str, TestResponse], None]


def unnoted(_path: str, _answer: TestResponse) -> None:
    """For answers that are not compared as a whole."""


def got(browser: Browser, path: str, note: Note = unnoted) -> tuple[int, str, str]:
    """Status, body and media type."""
    answer = browser.get(path)
    note(path, answer)
    return answer.status_code, without_nonces(answer.get_data(as_text=True)), answer.mimetype
