"""Two teams with everything that any route needs.

In the first, Alice is a member, Bob the manager and Carol an observer. Mallory manages the other. Sam is in no team.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask

from queue_app.domain.team.rights import Role
from queue_app.store.db.engine import Doors
from queue_app.store.importing.uploads import UploadOwner
from queue_app.store.sign_in import devices, people
from queue_app.usecases.cover import areas
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.cover.claims import claim
from queue_app.usecases.importing import uploads
from queue_app.usecases.importing.uploads import UploadState
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.plan import edit_plan
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.sign_in.links import reset_link
from queue_app.usecases.sign_in.tokens import Scope
from queue_app.usecases.sign_in.tokens import make as make_token
from queue_app.usecases.team import kinds, page_links
from queue_app.usecases.team.days_off import add_days_off
from queue_app.usecases.team.joining import NewAccount, enrol, invite
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast, make_cast, person
from tests.http.site import Site

PULLED = ("theirs", "mine", "stuck", "planned", "done")
WAITING = ("next", "after", "gone", "held")
PASSWORD = "a sentence of mine"


@dataclass(frozen=True)
class Shared:
    """A link to one page: its number and its secret."""

    id: int
    page: str
    secret: str


@dataclass
class Home:
    """A team's data: items by kind, areas and block kinds by name, a member to remove, an open invitation, page links by kind."""

    doors: Doors
    team: int
    manager: int
    items: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    dora: int = 0
    doras_token: int = 0
    invitation: str = ""
    upload: str = ""
    act: int = 0
    workers: tuple[int, ...] = ()
    links: dict[str, Shared] = field(default_factory=dict)
    absences: dict[int, int] = field(default_factory=dict)
    claimed: dict[int, int] = field(default_factory=dict)
    unclaimed: int = 0


@dataclass
class World:
    """Both teams, everybody who asks with their sessions, and links that work once."""

    cast: Cast
    homes: dict[int, Home]
    sam: int
    secret_key: str
    second: dict[int, str] = field(default_factory=dict)
    own_tokens: dict[int, int] = field(default_factory=dict)
    sessions: dict[int, str] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)
    reset: str = ""

    def people(self) -> dict[str, int | None]:
        """Everybody who asks: nobody, a stranger, an observer, a member, a manager, another team's manager."""
        cast = self.cast
        named = {"stranger": self.sam, "observer": cast.carol, "member": cast.alice}
        return {"nobody": None, **named, "manager": cast.bob, "other manager": cast.mallory}

    def home_of(self, who: int) -> Home:
        """The team of a person. For Sam, who has no team, the first team."""
        return self.homes[self.cast.other_team if who == self.cast.mallory else self.cast.team]

    def roles(self, team: int) -> dict[str, Role]:
        """{who: role in the team}."""
        if team == self.cast.team:
            return {"observer": Role.OBSERVER, "member": Role.MEMBER, "manager": Role.MANAGER}
        return {"other manager": Role.MANAGER} if team == self.cast.other_team else {}


def build(doors: Doors, app: Flask) -> World:
    """Fill an empty database."""
    cast = make_cast(doors)
    sam = in_transaction(doors, lambda conn: person(conn, "Sam"))
    homes = {
        cast.team: _home(cast, cast.team, cast.bob, [cast.bob, cast.alice]),
        cast.other_team: _home(cast, cast.other_team, cast.mallory, [cast.mallory]),
    }
    world = World(cast, homes, sam, app.config["SECRET_KEY"])
    site = Site(app, cast)
    kept = app.extensions["passwords"].hash(PASSWORD)
    for who in filter(None, world.people().values()):
        world.sessions[who], world.second[who] = site.session(who), site.session(who)
        in_transaction(doors, people.set_password, person=who, password_hash=kept)
        for device in (f"old of {who}", f"new of {who}"):
            in_transaction(doors, devices.remember, person=who, device=device, client="a test", now=utc_now())
    scopes: dict[int, Scope] = {cast.alice: "work", cast.bob: "manage", cast.carol: "read", cast.mallory: "manage"}
    for who, scope in scopes.items():
        world.tokens[who] = site.token(who, world.home_of(who).team, scope)
    world.own_tokens = {row["person_id"]: row["id"] for row in site.rows("api_token")}
    for home in homes.values():
        home.doras_token = world.own_tokens[home.dora]
    world.reset = in_transaction(doors, reset_link, person=cast.alice, now=utc_now())
    return world


def _home(cast: Cast, team: int, manager: int, workers: list[int]) -> Home:
    home = Home(cast.doors, team, manager, workers=tuple(workers))

    def do(use_case: Callable[..., Any], by: int | None = manager, **command: Any) -> dict[str, Any]:
        return run(cast.doors, use_case, Actor(team, by), **command).result

    do(set_limit, limit=9, reason="room")
    _lists(home, do)
    numbers = do(add, titles=[*PULLED, *WAITING])["items"]
    home.items = dict(zip((*PULLED, *WAITING), numbers, strict=True))
    for name in PULLED:
        do(pull_top, expect=home.items[name], others="both")
    for name in ("theirs", "stuck", "planned"):
        do(leave, item=home.items[name])
    for worker in workers[1:]:
        do(join, by=worker, item=home.items["mine"])
    do(block, item=home.items["stuck"], sentence="Waits for the certificate.")
    do(block, item=home.items["held"], sentence="Waits for a date.")
    do(edit_plan, item=home.items["planned"], lines=["first", "second"])
    do(finish, item=home.items["done"], areas=[home.areas["Search"]], worked_along=workers)
    _said(home, do)
    do(drop, item=home.items["gone"], reason="Nobody needs it.")
    home.dora = do(enrol, by=None, who=NewAccount("Dora", f"dora{team}@example.org", None), role=Role.MEMBER)["person"]
    home.items["new"] = do(add, by=home.dora, titles=["new"])["items"][0]
    about = {"person": home.dora, "team": team, "name": "Dora's", "scope": "read", "days": 30, "now": utc_now()}
    in_transaction(cast.doors, make_token, **about)
    home.upload = secrets.hash_of(secrets.generate())
    file = {"name": "work.csv", "content": b"title,people\nFrom a file,Somebody\n", "state": UploadState()}
    in_transaction(cast.doors, uploads.save, whose=UploadOwner(team, manager), key=home.upload, now=utc_now(), **file)
    home.invitation = secrets.generate()
    do(invite, link=secrets.hash_of(home.invitation), role=Role.MEMBER)
    do(add_days_off, text="2026-05-01 Labour day")
    for name, page in (("in force", "forecast"), ("revoked", "forecast"), ("other page", "radiator")):
        secret = secrets.generate()
        made = do(page_links.share, link=secrets.hash_of(secret), page=page, name=name)["link"]
        home.links[name] = Shared(made, page, secret)
    do(page_links.revoke, link=home.links["revoked"].id)
    return home


def _said(home: Home, do: Callable[..., dict[str, Any]]) -> None:
    """Give each worker an absence of a day and a claimed former person."""
    today = utc_now().date()
    for n, worker in enumerate(home.workers):
        soon = {"first": today + timedelta(days=n + 7), "last": today + timedelta(days=n + 7)}
        home.absences[worker] = do(add_absence, person=worker, **soon)["absence"]
        home.claimed[worker] = given.former(home.doors, home.team, f"W{n}")
        do(claim, by=worker, former_person=home.claimed[worker])
    home.unclaimed = given.former(home.doors, home.team, "Anna")


def _lists(home: Home, do: Callable[..., dict[str, Any]]) -> None:
    for name in ("Search", "Payments", "Old"):
        home.areas[name] = do(areas.add_area, name=name)["area"]
    do(areas.archive_area, area=home.areas["Old"])
    for name in ("the weather", "an old kind"):
        home.kinds[name] = do(kinds.add_kind, name=name)["block_kind"]
    do(kinds.archive_kind, block_kind=home.kinds["an old kind"])
