"""A program with a token: it starts at `/api` and follows links."""

from typing import Any

from werkzeug.test import TestResponse

from queue_app.usecases.sign_in.tokens import Scope
from tests.http.site import Site

JSON = "application/json"


class Program:
    """Sends requests with the token of a person in the cast's team, without cookies."""

    def __init__(self, site: Site, person: int, scope: Scope) -> None:
        self.client = site.app.test_client(use_cookies=False)
        self.token = site.token(person, site.cast.team, scope)

    def ask(self, method: str, address: str, body: Any = None, **headers: str) -> TestResponse:
        """Send one request. Header names have underscores for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Authorization": f"Bearer {self.token}", "Accept": JSON} | named
        return self.client.open(address, method=method, json=body, headers=sent)

    def get(self, address: str, **headers: str) -> TestResponse:
        """Send a GET request."""
        return self.ask("GET", address, **headers)

    def follow(self, *relations: str) -> dict[str, Any]:
        """Follow links from the root to a document."""
        found: dict[str, Any] = self.get("/api").json
        for relation in relations:
            found = self.get(found["_links"][relation]["href"]).json
        return found

    def act(self, document: dict[str, Any], relation: str, body: Any = None, **headers: str) -> TestResponse:
        """Run an action that the document offers, with its template."""
        template = document["_templates"][relation]
        return self.ask(template["method"], template["target"], {} if body is None else body, **headers)
