"""The team as the suite sees it: two people who send HTTP requests, and the answers."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from queue_app.web.shipped.client import Declined, Document, LinkClient

BECAUSE = {"kind": "other", "reason": "The suite says so."}


@dataclass(frozen=True)
class Board:
    """The team with its two clients."""

    manager: LinkClient
    member: LinkClient
    _teams: dict[str, Document] = field(default_factory=dict)

    def team(self, who: LinkClient | None = None) -> Document:
        """The team document, read once for each client, because its links and templates do not change."""
        client = who or self.manager
        if client.token not in self._teams:
            self._teams[client.token] = client.follow(client.start(), "team")
        return self._teams[client.token]

    def queue(self, who: LinkClient | None = None) -> Document:
        client = who or self.manager
        return client.follow(self.team(client), "queue")

    def item(self, number: int, who: LinkClient | None = None) -> Document:
        client = who or self.manager
        return client.item(self.team(client), number)

    def order(self) -> list[int]:
        """The numbers of the waiting items, top first."""
        return list(self.queue()["order"])

    def running(self) -> list[int]:
        return [row["number"] for row in self.queue()["_embedded"]["running"]]

    def add(self, *titles: str) -> list[int]:
        """Add items at the bottom, in this order. Returns their numbers."""
        pasted = self.manager.act(self.queue(), "paste", text=list(titles))
        return list(pasted["items"])

    def pull(self, who: LinkClient | None = None, **fields: Any) -> Document:
        return (who or self.member).act(self.queue(who or self.member), "pull", **({"others": "both"} | fields))

    def act(self, number: int, relation: str, who: LinkClient | None = None, **fields: Any) -> Document:
        return (who or self.manager).act(self.item(number, who), relation, **fields)

    def set_limit(self, limit: int) -> None:
        self.manager.act(self.team(), "set-wip-limit", limit=limit, reason="The suite needs it.")

    def empty(self) -> None:
        """Drop every open item."""
        queue = self.queue()
        while numbers := [*(row["number"] for row in queue["_embedded"]["running"]), *queue["order"]]:
            for number in numbers:
                self.act(number, "drop", reason="The suite begins anew.")
            queue = self.queue()

    def refused(self, who: LinkClient, address: str, fields: Document, key: str | None = None) -> Declined:
        """Assert that the server refuses, and that nothing was written."""
        before = self.queue()["seq"]
        with pytest.raises(Declined) as no:
            who.send(address, fields, key)
        assert self.queue()["seq"] == before
        return no.value
