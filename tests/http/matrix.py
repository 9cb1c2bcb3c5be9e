"""One row of the access matrix: a route, everybody who may ask by cookie or token, and the expected status for each."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from queue_app.domain.team.rights import may
from queue_app.domain.team.team import Team
from queue_app.service.http.access import Access, access_of
from tests.http.example import Example, agent_token
from tests.http.examples import example_of
from tests.http.furnished import Furnished
from tests.http.site import Browser, Site
from tests.http.world import World

NO_TEAM, NO_ITEM = 999_999, 888_888
OPERATOR = "manager"
"""Bob. TOPMOST_OPERATORS contains his address."""

KEYS = ("in force", "revoked", "other page", "another team's", "for another page", "of no link", "none")
"""The cookies for the page of a link: the right one, and several that must not open it."""


@dataclass(frozen=True)
class Cell:
    """Who asks, by which means, for which team and item. `expect`: the expected status, 0 for a success."""

    who: str
    by: str
    team: int
    item: int
    expect: int

    @property
    def foreign(self) -> bool:
        return self.expect == 404


@dataclass(frozen=True)
class CellRequest:
    """One request: its path, its body, and the secrets of links that work once."""

    path: str
    body: dict[str, Any]
    secrets: tuple[str, ...]


class Matrix:
    """One route in a furnished world. It is called with its own method or with another `verb`."""

    def __init__(self, furnished: Furnished, method: str, endpoint: str, verb: str = "") -> None:
        self.app: Flask = furnished.app
        self.world: World = furnished.world
        self.furnished = furnished
        self.method, self.endpoint, self.verb = method, endpoint, verb or method
        self.rule: Rule = next(
            rule for rule in self.app.url_map.iter_rules() if rule.endpoint == endpoint and method in rule.methods
        )
        access, example = access_of(self.app, endpoint), example_of(endpoint, method)
        assert access is not None, f"{endpoint} does not say who may come in"
        assert example is not None, f"{method} {endpoint} has no example: register one in tests/http/examples.py"
        self.addresses = self.app.url_map.bind("localhost")
        self.access: Access = access
        self.example: Example = example

    def fresh(self) -> tuple[Site, Hashable]:
        """The restored world after the example's `first`, and its mark."""
        site = self.furnished.fresh()
        if self.example.first is not None:
            for home in self.world.homes.values():
                self.example.first(self.world, home)
        return site, site.mark()

    def allowed(self) -> list[Cell]:
        return [cell for cell in self.cells() if not cell.expect]

    def cells(self) -> Iterator[Cell]:
        for who, person in self.world.people().items():
            for by in (
                ("cookie", "token")
                if self.rule.rule.startswith("/api") and person in self.world.tokens
                else ("cookie",)
            ):
                yield from self._cells_of(who, by)
            if self.example.by_agent and who == "manager":
                yield from self._cells_of(who, "agent")

    def _cells_of(self, who: str, by: str) -> Iterator[Cell]:
        if self.access.who == "link":
            yield from (Cell(who, key, self.world.cast.team, 0, 0 if key == "in force" else 404) for key in KEYS)
            return
        if self.access.who == "operator":
            yield Cell(who, by, 0, 0, {"nobody": 401, OPERATOR: self._else(who)}.get(who, 404))
            return
        if self.access.who != "team":
            yield Cell(who, by, 0, 0, 401 if self.access.who == "person" and who == "nobody" else self._else(who))
            return
        for team in (self.world.cast.team, self.world.cast.other_team, NO_TEAM):
            home = self.world.homes.get(team)
            items = (
                [home.items[self.example.item] if home else 1] + [NO_ITEM] * (home is not None)
                if self.example.item
                else [0]
            )
            for item in items:
                yield Cell(who, by, team, item, self._due(who, by, team, item))

    def _due(self, who: str, by: str, team: int, item: int) -> int:
        role = self.world.roles(team).get(who)
        if who == "nobody":
            return 401
        if role is None:
            return 404
        if not may(role, self.access.right, Team(team, "")):
            return 403
        if self.example.by_agent and by != "agent":
            return 403
        return 404 if item == NO_ITEM else self._else(who)

    def _else(self, who: str) -> int:
        return self.example.refused.get(who, 0)

    def ask(self, cell: Cell, browser: Browser) -> TestResponse:
        """The answer to the cell, in the browser of the person who asks."""
        return (
            self.ask_by_link(cell, browser) if self.access.who == "link" else self.send(self.asked(cell), cell, browser)
        )

    def asked(self, cell: Cell) -> CellRequest:
        """The request of the cell. To build it may read the database."""
        person = self.world.people()[cell.who]
        home = self.world.homes.get(cell.team) or self.world.homes[self.world.cast.team]
        address: dict[str, Any] = dict(self.example.address(self.world, home, person))
        if "team" in self.rule.arguments:
            address["team"] = cell.team
        address |= {name: cell.item for name in ("item", "number") if name in self.rule.arguments}
        path = self.addresses.build(self.endpoint, address, method=self.method)
        secrets = tuple(self.example.once(self.world, home, person).values())
        return CellRequest(path, dict(self.example.body(self.world, home, person)), secrets)

    def send(self, asked: CellRequest, cell: Cell, browser: Browser) -> TestResponse:
        """Send the request. Returns the answer."""
        for secret in asked.secrets:
            browser.client.set_cookie(
                "topmost-once", secret, path=self.app.config["SESSION_COOKIE_PATH"].rstrip("/") + asked.path
            )
        return self._send(asked.path, asked.body, cell, browser)

    def ask_by_link(self, cell: Cell, browser: Browser) -> TestResponse:
        """The answer of a link's page to a request with the cookie that the cell names."""
        own, other = (self.world.homes[team].links for team in (self.world.cast.team, self.world.cast.other_team))
        at, secret = {
            "in force": (own["in force"], own["in force"].secret),
            "revoked": (own["revoked"], own["revoked"].secret),
            "other page": (own["other page"], own["other page"].secret),
            "another team's": (own["in force"], other["in force"].secret),
            "for another page": (own["in force"], own["other page"].secret),
            "of no link": (own["in force"], "there-is-no-such-link"),
            "none": (own["in force"], ""),
        }[cell.by]
        if secret:
            browser.client.set_cookie("topmost-link", secret)
        path = self.addresses.build(self.endpoint, {"page": "forecast", "link": at.id})
        return browser.client.open(path, method=self.verb)

    def _send(self, path: str, body: dict[str, Any], cell: Cell, browser: Browser) -> TestResponse:
        headers = {"X-CSRFToken": browser.csrf}
        if cell.by == "token":
            headers = {"Authorization": f"Bearer {self.world.tokens[self.world.people()[cell.who] or 0]}"}
        if cell.by == "agent":
            headers = {"Authorization": f"Bearer {agent_token(self.world.cast.team)}"}
        if self.method == "GET":
            return browser.client.open(path, method=self.verb, query_string=body, headers=headers)
        if self.rule.rule.startswith("/api"):
            return browser.client.open(path, method=self.verb, json=body, headers=headers)
        return browser.client.open(path, method=self.verb, data=typed(body), headers=headers)


def typed(body: dict[str, Any]) -> dict[str, Any]:
    """The body as a form sends it: lines in one text area, numbers as checkboxes."""

    def one(value: Any) -> Any:
        if isinstance(value, list) and value and isinstance(value[0], str):
            return "\n".join(value)
        return "1" if value is True else value

    return {name: one(value) for name, value in body.items()}
