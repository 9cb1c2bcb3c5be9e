"""What another team finishes reaches the open pages and the listening programs of the team that waits, over real HTTP."""

import http.client
import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from queue_app.store.team import teams
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.sign_in import secrets, tokens
from queue_app.usecases.team import page_links
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from queue_app.usecases.waits.wait import wait_for
from tests.cast import Cast
from tests.faults.served import Program, Served

PATIENCE = 5.0
"""In seconds. The target is 0.3; a busy test machine gets more."""


@dataclass
class Stream:
    """An open stream: each part that it sends, with the time."""

    netloc: str
    address: str
    headers: dict[str, str]
    said: list[tuple[float, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(self.netloc, timeout=30)
        self.connection.request("GET", self.address, headers=self.headers | {"Accept": "text/event-stream"})
        self.socket = self.connection.sock  # The response owns the socket from here on.
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.read()
        self.thread = threading.Thread(target=self._hear)
        self.thread.start()

    def close(self) -> None:
        """Disconnect in the middle."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.answer.close()
        self.connection.close()

    def _hear(self) -> None:
        part: dict[str, str] = {}
        while line := self.answer.readline():
            name, _, said = line.decode().rstrip("\n").partition(": ")
            if name:
                part[name] = said
            elif part:
                self.said.append((time.monotonic(), part))
                part = {}

    def last(self) -> str:
        """The id after which to resume."""
        return [part["id"] for _, part in self.said if "id" in part][-1]

    def after(self, moment: float, wanted: Callable[[dict[str, str]], bool]) -> float:
        """The seconds from the moment until the wanted part arrived."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for at, part in self.said:
                if at > moment and wanted(part):
                    return at - moment
            time.sleep(0.005)
        raise AssertionError(f"only this came: {self.said}")


@pytest.fixture
def there(cast: Cast) -> Callable[..., None]:
    """Item 1 waits for the items 1 and 2 of another team. Mallory acts there."""

    def act(use_case: Callable[..., object], **command: object) -> None:
        run(cast.doors, use_case, Actor(cast.other_team, cast.mallory), **command)

    cast.now = utc_now()
    in_transaction(
        cast.doors, teams.add_member, team_id=cast.other_team, person_id=cast.bob, role="member", at=cast.now
    )
    act(add, titles=["Account", "Contract"])
    cast.add("Search", "Refunds")
    for number in (1, 2):
        cast.do(wait_for, item=1, number=number, team=cast.other_team)
    act(set_limit, limit=2, reason="Two.")
    for _ in range(2):
        act(pull_top, others="both")
    return act


@pytest.fixture
def listen(served: Served) -> Iterator[Callable[..., Stream]]:
    """A function that opens streams. All are closed at the end."""
    opened: list[Stream] = []

    def begin(address: str, **headers: str) -> Stream:
        opened.append(Stream(served.netloc, address, {name.replace("_", "-"): said for name, said in headers.items()}))
        return opened[-1]

    yield begin
    for stream in opened:
        stream.close()


def token(cast: Cast, person: int, team: int) -> str:
    about = {"person": person, "team": team, "name": "listens", "scope": "work", "days": 1}
    return in_transaction(cast.doors, tokens.make, now=utc_now(), **about)


def says(held: list[int], free: list[int]) -> Callable[[dict[str, str]], bool]:
    told = {"kind": "waits", "held": held, "free": free, "needed": []}
    return lambda part: part.get("event") == "waits" and json.loads(part["data"]) == told


def radiator(served: Served, cast: Cast) -> tuple[str, str]:
    """The address of the stream of an open page, and its cookie."""
    secret = secrets.generate()
    cast.do(page_links.share, link=secrets.hash_of(secret), page="radiator", name="The wall")
    with closing(http.client.HTTPConnection(served.netloc)) as connection:
        connection.request("GET", f"/shared/{secret}")
        answer = connection.getresponse()
        answer.read()
    page = urlsplit(answer.headers["Location"]).path
    return f"{page}/live", answer.headers["Set-Cookie"].partition(";")[0]


def of_the_team(cast: Cast) -> Callable[[dict[str, str]], bool]:
    return lambda part: part.get("data", "").startswith(f"{cast.team}.")


def test_the_end_of_what_it_waits_for_is_told_at_once(
    served: Served, cast: Cast, there: Callable[..., None], listen: Callable[..., Stream]
) -> None:
    live, cookie = radiator(served, cast)
    events, bearer = f"/api/teams/{cast.team}/events", f"Bearer {token(cast, cast.alice, cast.team)}"
    wall, program = listen(live, Cookie=cookie), listen(events, Authorization=bearer)
    program.after(0, says([1], []))
    took = []
    with closing(Program(served.netloc, token(cast, cast.mallory, cast.other_team))) as theirs:
        for number, held, free in ((1, [1], []), (2, [], [1])):
            moment = time.monotonic()
            assert theirs.ask("POST", f"/api/teams/{cast.other_team}/items/{number}/finish", {})[0] == 201
            took += [program.after(moment, says(held, free)), wall.after(moment, of_the_team(cast))]
    sys.stdout.write(f"told after {', '.join(f'{seconds * 1000:.0f} ms' for seconds in took)}\n")
    listen(events, Authorization=bearer, Last_Event_ID=program.last()).after(0, says([], [1]))


def test_another_process_is_heard_too(
    served: Served, cast: Cast, there: Callable[..., None], listen: Callable[..., Stream]
) -> None:
    live, cookie = radiator(served, cast)
    wall = listen(live, Cookie=cookie)
    moment = time.monotonic()
    there(finish, item=1)
    wall.after(moment, of_the_team(cast))
