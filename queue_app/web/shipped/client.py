"""A client of the Topmost API that follows links only. One file, Python 3.11 or newer, no dependencies.

    topmost = LinkClient("https://queue.example.org", "topmost_...")
    queue = topmost.follow(topmost.start(), "team", "queue")
    topmost.act(queue, "add", title="Answer the bank")
    topmost.act(topmost.again(queue), "pull")
    for item in topmost.every(topmost.follow(topmost.start(), "team", "items"), "items"):
        print(item["number"], item["title"])

No address is written here but that of the first document.
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
AGAIN = (429, 503)
ATTEMPTS = 5


class Declined(Exception):
    """The server said no, or would: `code` is stable, the text is for people."""

    def __init__(self, status: int, problem: Document) -> None:
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP {status}")
        self.status, self.problem, self.code = status, problem, str(problem.get("code", ""))


class LinkClient:
    """One token at one server. `etags` are those of the documents that were read, by address."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token
        self.etags: dict[str, str] = {}

    def start(self) -> Document:
        """The first document."""
        return self.get("/api")

    def follow(self, document: Document, *relations: str, **parameters: Any) -> Document:
        """Go on by links; the parameters are for the last one."""
        *first, last = relations
        for relation in first:
            document = self.get(self.link(document, relation))
        query = urllib.parse.urlencode(parameters)
        return self.get(self.link(document, last) + (f"?{query}" if query else ""))

    def item(self, team: Document, number: int) -> Document:
        """An item of the team, or of the answer of a write, by its number: a link with a place to fill in."""
        relation = "each" if "each" in team["_links"] else "item"
        return self.get(self.link(team, relation).replace("{number}", str(number)))

    def again(self, document: Document) -> Document:
        """The document as it is now."""
        return self.get(self.link(document, "self"))

    def has_changed(self, document: Document) -> bool:
        """Whether a document is not what it was when it was read last. Costs next to nothing where it is."""
        address = self.link(document, "self")
        status, _ = self.ask(address, headers={"If-None-Match": self.etags.get(address, "")})
        return status != 304

    def every(self, document: Document, name: str) -> Iterator[Document]:
        """The entries of a list, page after page."""
        while True:
            yield from document["_embedded"][name]
            if "next" not in document["_links"]:
                return
            document = self.follow(document, "next")

    def act(self, document: Document, relation: str, *, key: str | None = None, **fields: Any) -> Document:
        """Do what a document offers, with the fields that it fills in. Raises Declined, also where it does not offer it."""
        template = document.get("_templates", {}).get(relation)
        if template is None:
            raise Declined(0, {"detail": document.get("refusals", {}).get(relation, f"{relation} is not offered.")})
        filled_in = {field["name"]: field["value"] for field in template["properties"] if "value" in field}
        return self.send(template["target"], filled_in | fields, key)

    def get(self, address: str) -> Document:
        """Read a document."""
        return self.ask(address)[1]

    def send(self, address: str, fields: Document, key: str | None = None) -> Document:
        """Write. Until it has an answer the same key is sent, so that it acts once."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or uuid.uuid4().hex}
        return self.ask(address, json.dumps(fields).encode(), headers)[1]

    def ask(
        self, address: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Document]:
        """One request, again while the server is busy or away. Raises Declined and URLError."""
        known = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"} | (headers or {})
        for attempt in range(1, ATTEMPTS + 1):
            wait = 0.2 * 2**attempt
            try:
                request = urllib.request.Request(urllib.parse.urljoin(self.url, address), body, known)
                with urllib.request.urlopen(request, timeout=60) as answer:
                    if "ETag" in answer.headers:
                        self.etags[address] = answer.headers["ETag"]
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as error:
                with error:
                    if error.code == 304:
                        return 304, {}
                    if error.code not in AGAIN or attempt == ATTEMPTS:
                        raise Declined(error.code, json.load(error)) from None
                    wait = float(error.headers.get("Retry-After", wait))
            except urllib.error.URLError:
                if attempt == ATTEMPTS:
                    raise
            time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    @staticmethod
    def link(document: Document, relation: str) -> str:
        """The address of a relation. Raises KeyError where the document does not have it."""
        return str(document["_links"][relation]["href"])
