#!/usr/bin/env python3
"""topmost: the team's queue from a shell. One file, Python 3.11 or newer, no dependencies.

    export TOPMOST_URL=https://queue.example.org TOPMOST_TOKEN=topmost_...
    topmost.py pull --json          the item to work on, with its run
    topmost.py watch --json         the same, as soon as there is one: it listens until then
    topmost.py note "What I found"
    topmost.py step "Write the test"     topmost.py step --done "Write the test"
    topmost.py block "Waits for the bank's certificate"      topmost.py unblock
    topmost.py ready "The change is up" --link https://git.example.org/1
    topmost.py finish                    where the team lets agents finish
    topmost.py leave | put-back "Why" | propose "A title" | look [NUMBER] | queue

Exit codes: 0 done, 1 refused or failed, 2 wrong use, 3 no room, 4 nothing to pull, 5 the run is over.
The item and its run are kept in the file that TOPMOST_STATE names (.topmost.json).
"""

import argparse
import http.client
import json
import os
import random
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NO_ROOM, NOTHING, OVER = 3, 4, 5
EXITS = {
    "wip_limit_reached": NO_ROOM,
    "no_room_for_agents": NO_ROOM,
    "nothing_to_pull": NOTHING,
    "nothing_for_agents": NOTHING,
    "run_over": OVER,
}
AGAIN = {429, 503}
CALM = {
    "pulled", "joined", "left", "asked", "ready", "noted", "planned", "moved", "coin", "placed", "urgent", "calmed", "skipped",
    "blocked", "block_edited", "image_added", "image_removed",
}  # fmt: skip
"""Kinds of event after which no pull succeeds that was refused before."""
SILENT, ANYWAY = 30.0, 300.0
"""Seconds without a sign of life after which a stream is broken, and after which a pull is tried though nothing happened."""
Document = dict[str, Any]


class Refused(Exception):
    """The server said no."""

    def __init__(self, status: int, problem: Document) -> None:
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP {status}")
        self.status, self.code = status, str(problem.get("code", ""))

    @property
    def exit(self) -> int:
        return EXITS.get(self.code, 1)


class Topmost:
    """The API, from its first document on: addresses come from links and templates."""

    def __init__(self, url: str, token: str, state: Path) -> None:
        parts = urlsplit(url.rstrip("/"))
        self.origin, self.path = f"{parts.scheme}://{parts.netloc}", parts.path
        self.token, self.state = token, state

    def ask(self, address: str, body: Document | None = None) -> Document:
        """GET, or POST with a body. The same key is sent again while the server is busy or away."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        data = None if body is None else json.dumps(body).encode()
        for attempt in range(6):
            request = urllib.request.Request(self.origin + address, data, headers)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return dict(_json(answer))
            except urllib.error.HTTPError as error:
                with error:
                    problem = _problem(error)
                if error.code not in AGAIN or attempt == 5:
                    raise Refused(error.code, problem) from None
            except (OSError, http.client.HTTPException) as away:
                if attempt == 5:
                    raise urllib.error.URLError(getattr(away, "reason", away)) from None
            time.sleep(0.5 * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    def follow(self, *relations: str) -> Document:
        found = self.ask(f"{self.path}/api")
        for relation in relations:
            found = self.ask(found["_links"][relation]["href"])
        return found

    def events(self, address: str, seen: int) -> Iterator[str | None]:
        """The kinds of what happens after the event `seen`, for ever.

        None where a stream ends, and the next one resumes it; "" while the server has no room for one.
        """
        last, pause = str(seen), 1.0
        while True:
            headers = {"Authorization": f"Bearer {self.token}", "Accept": "text/event-stream", "Last-Event-ID": last}
            request = urllib.request.Request(self.origin + address, None, headers)
            try:
                with urllib.request.urlopen(request, timeout=SILENT) as lines:
                    part: dict[str, str] = {}
                    for line in lines:
                        name, _, said = line.decode().rstrip("\n").partition(": ")
                        if name:
                            part[name] = said
                            continue
                        last, pause = part.get("id", last), float(part.get("retry", pause * 1000)) / 1000
                        if "data" in part:
                            yield str(json.loads(part["data"])["kind"])
                        part = {}
            except urllib.error.HTTPError as error:
                with error:
                    if error.code not in AGAIN:
                        raise Refused(error.code, _problem(error)) from None
                    pause = float(error.headers.get("Retry-After", SILENT))
                yield ""  # Too many streams: ask meanwhile.
            except (OSError, http.client.HTTPException):
                pause = 1.0
            yield None
            time.sleep(pause)

    def pull_at(self) -> str:
        """The address of a pull. People, unlike agents, are not offered one that would be refused."""
        queue = self.follow("team", "queue")
        code = "nothing_to_pull" if queue["room"]["free"] else "wip_limit_reached"
        return self._target(queue, "pull", code)

    def pull(self, address: str | None = None) -> Document:
        found = self.ask(address or self.pull_at(), {})
        kept = {"item": found["item"], "run": found.get("run"), "at": found["_links"]["item"]["href"]}
        try:
            self.state.write_text(json.dumps(kept), encoding="utf-8")
        except OSError as failed:
            raise SystemExit(f"{failed}. The item is yours. Set TOPMOST_STATE, and pull again.") from None
        return found

    def write(self, relation: str, **body: Any) -> Document:
        """Do something to the item that the last pull gave, naming its run."""
        kept = self._kept()
        run = {} if kept["run"] is None else {"run": kept["run"]}
        return self.ask(f"{kept['at']}/{relation}", run | {name: said for name, said in body.items() if said})

    def step(self, words: str, done: bool) -> Document:
        return self.write("tick", done=words) if done else self.write("step", step=words)

    def look(self, number: int | None) -> Document:
        if number is None:
            return self.ask(self._kept()["at"])
        template = str(self.follow("team")["_links"]["item"]["href"])
        return self.ask(template.replace("{number}", str(number)))

    def propose(self, title: str, words: str | None) -> Document:
        body = {"title": title} | ({"words": words} if words else {})
        return self.ask(self._target(self.follow("team", "queue"), "add"), body)

    def _kept(self) -> Document:
        try:
            kept = json.loads(self.state.read_text(encoding="utf-8"))
            return {name: kept[name] for name in ("at", "run")}
        except (OSError, ValueError, KeyError, TypeError):
            raise SystemExit("Pull first.") from None

    def _target(self, document: Document, relation: str, code: str = "") -> str:
        if relation not in document["_templates"]:
            why = document["refusals"].get(relation)
            raise Refused(409, {"detail": why, "code": code} if why else {"detail": f"{relation} is not possible now."})
        return str(document["_templates"][relation]["target"])


def _json(answer: Any) -> Any:
    try:
        return json.load(answer)
    except ValueError:
        raise Refused(200, {"detail": "This is no answer of Topmost. Look at TOPMOST_URL."}) from None


def _problem(error: urllib.error.HTTPError) -> Document:
    try:
        return dict(json.load(error))
    except ValueError:
        return {"detail": f"{error.code} {error.reason}"}


def watch(topmost: Topmost, seconds: float) -> Document:
    """Pull as soon as there is room and something to pull."""
    address, tried = "", 0.0
    for kind in _moments(topmost, seconds):
        if kind in CALM or (kind is None and time.monotonic() < tried + ANYWAY):
            continue
        if kind:
            time.sleep(random.random())  # noqa: S311 - no secret; others heard it too.
        try:
            address = address or topmost.pull_at()
            return topmost.pull(address)
        except Refused as refused:
            if refused.exit not in (NO_ROOM, NOTHING):
                raise
        tried = time.monotonic()
    raise AssertionError("there is always another moment")


def _moments(topmost: Topmost, seconds: float) -> Iterator[str | None]:
    """Now, and whenever something happens; so many seconds apart where the server has no stream."""
    team = topmost.follow("team")
    yield ""
    if "stream" in team["_links"]:
        yield from topmost.events(team["_links"]["stream"]["href"], team["seq"])
    while True:
        time.sleep(seconds)
        yield ""


DO: dict[str, Callable[[Topmost, argparse.Namespace], Document]] = {
    "pull": lambda topmost, _: topmost.pull(),
    "watch": lambda topmost, asked: watch(topmost, asked.every),
    "look": lambda topmost, asked: topmost.look(asked.number),
    "queue": lambda topmost, _: topmost.follow("team", "queue"),
    "propose": lambda topmost, asked: topmost.propose(asked.text, asked.words),
    "note": lambda topmost, asked: topmost.write("note", text=asked.text),
    "step": lambda topmost, asked: topmost.step(asked.text, asked.done),
    "block": lambda topmost, asked: topmost.write("block", reason=asked.text),
    "unblock": lambda topmost, _: topmost.write("unblock"),
    "ready": lambda topmost, asked: topmost.write("ready", text=asked.text, links=asked.link),
    "finish": lambda topmost, _: topmost.write("finish", open_steps="anyway"),
    "leave": lambda topmost, _: topmost.write("leave"),
    "put-back": lambda topmost, asked: topmost.write("put-back", kind="cannot_go_on", reason=asked.text),
}


def read_arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in DO:
        one = verbs.add_parser(verb)
        one.add_argument("--json", action="store_true", help="print the whole answer")
        if verb in ("propose", "note", "step", "block", "ready", "put-back"):
            one.add_argument("text")
        if verb == "look":
            one.add_argument("number", nargs="?", type=int)
        if verb == "watch":
            one.add_argument(
                "--every", type=float, default=15.0, help="seconds between two pulls where the server has no stream"
            )
        if verb == "step":
            one.add_argument("--done", action="store_true", help="tick the step instead of adding it")
        if verb == "propose":
            one.add_argument("--words")
        if verb == "ready":
            one.add_argument("--link", action="append", help="what to look at; may be given several times")
    return parser.parse_args(words)


def say(answer: Document, asked: argparse.Namespace) -> None:
    work = answer.get("work", answer)
    if asked.json or asked.verb in ("look", "queue"):
        print(json.dumps(work, ensure_ascii=False, indent=1))
    elif asked.verb in ("pull", "watch"):
        print(f"#{answer['item']} {work.get('title', '')}".rstrip())


def main(words: list[str] | None = None) -> int:
    asked = read_arguments(words)
    try:
        url, token = os.environ["TOPMOST_URL"], os.environ["TOPMOST_TOKEN"]
    except KeyError as missing:
        print(f"Set {missing.args[0]}.", file=sys.stderr)
        return 2
    if not url.startswith(("http://", "https://")) or not token.isprintable():
        print("TOPMOST_URL begins with http:// or https://, and TOPMOST_TOKEN is one line.", file=sys.stderr)
        return 2
    try:
        topmost = Topmost(url, token, Path(os.environ.get("TOPMOST_STATE", ".topmost.json")))
        say(DO[asked.verb](topmost, asked), asked)
    except Refused as refused:
        print(f"{refused} [{refused.code}]" if refused.code else refused, file=sys.stderr)
        return refused.exit
    except urllib.error.URLError as away:
        print(f"The server does not answer: {away.reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
