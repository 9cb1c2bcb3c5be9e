"""A process with many agents or people. Each is a thread that talks to the server over HTTP, like a real client.

The process logs each request before it is sent, and each answer after it arrives, so it can be killed at any moment. It needs
only the standard library: `python gang.py PLAN.json`.
"""

import http.client
import json
import os
import random
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

Json = dict[str, Any]
HARD_WORK, PATIENCE = 0.02, 300.0
"""About the seconds between two steps of a working agent; and its time-out, which is long because a slow machine is no fault."""

SILENT = 0.01
"""How often an agent falls silent. A silent agent keeps a slot for long. More of them would make all others wait."""

ENDS: dict[str, tuple[int, Json]] = {
    "finish": (12, {"open_steps": "anyway"}),
    "ready": (5, {"text": "The change is up."}),
    "put-back": (5, {"kind": "cannot_go_on"}),
    "leave": (3, {}),
}
"""How an agent ends its work: {verb: how often of 25, and its body}. A person frees the slot of an item that is ready or left."""


class Worker:
    """One connection with a token. A request without an answer is logged with status 0."""

    def __init__(self, plan: Json, name: str, secret: str) -> None:
        self.plan, self.name, self.team = plan, name, f"/api/teams/{plan['team']}"
        self.headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        self.dice = random.Random(f"{name} {time.time()}")
        self.connection = http.client.HTTPConnection(plan["netloc"], timeout=PATIENCE)

    def ask(self, verb: str, item: int | None = None, **body: Any) -> tuple[int, Json]:
        """Send one act."""
        path = f"{self.team}/{verb}" if item is None else f"{self.team}/items/{item}/{verb}"
        about = {"by": self.name, "verb": verb, "item": item, "run": body.get("run"), "began": time.time()}
        self.note(about)
        status, told = self._send("POST", path, json.dumps(body))
        answer = {name: told[name] for name in ("seq", "changed", "code", "held") if name in told}
        self.note(about | answer | {"ended": time.time(), "status": status, "got": [told.get("item"), told.get("run")]})
        return status, told

    def look(self) -> Json:
        """The running items, as people see them. Logs which agents they see at work."""
        began = time.time()
        status, queue = self._send("GET", f"{self.team}/queue?size=1")
        rows = queue["_embedded"]["running"] if status == 200 else []
        seen = {row["number"]: [agent["name"] for agent in row["on"].get("agents", ())] for row in rows}
        if status == 200:
            self.note({"shown": seen, "began": began, "ended": time.time()})
        return {"rows": rows, "waiting": queue.get("waiting", 0)}

    def note(self, line: Json) -> None:
        os.write(self.plan["file"], json.dumps(line).encode() + b"\n")

    def pause(self, seconds: float) -> None:
        time.sleep(seconds * self.dice.uniform(0.5, 1.5))

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, Json]:
        try:
            self.connection.request(method, path, body, self.headers)
            answer = self.connection.getresponse()
            return answer.status, dict(json.loads(answer.read()))
        except (OSError, http.client.HTTPException, ValueError):  # Also for a truncated answer.
            self.connection.close()
            self.pause(0.2)
            return 0, {}


def agent(worker: Worker) -> None:
    """Pull, perhaps write a note (sometimes for an old run), and end. Some agents fall silent and come back."""
    dice = worker.dice
    weights = [weight for weight, _ in ENDS.values()]
    while True:
        began = time.monotonic()
        status, told = worker.ask("pull")
        if status not in (200, 201):
            worker.pause(max(worker.plan["refused"], 10 * (time.monotonic() - began)))
            continue
        item, run = told["item"], told["run"]
        if dice.random() < 0.5:
            worker.pause(HARD_WORK)
            worker.ask("note", item, run=run - (dice.random() < 0.1), text="Found it.")
        if dice.random() < SILENT:
            worker.pause(worker.plan["silence"])
            worker.ask("note", item, run=run, text="I am back.")
            continue
        end = dice.choices(list(ENDS), weights)[0]
        worker.ask(end, item, run=run, **ENDS[end][1])
        if dice.random() < 0.1:  # As a second process of the agent, which does not know that the run is over.
            worker.ask("note", item, run=run, text="Late.")


def person(worker: Worker) -> None:
    """Review ready items, take over from silent agents, finish, put back, pull, and keep enough items waiting."""
    dice, n = worker.dice, 0
    while True:
        seen = worker.look()
        if seen["waiting"] < worker.plan["stock"]:
            n += 1
            worker.ask("paste", text=[f"{worker.name}: {n}.{k}" for k in range(20)])
        alone = [row for row in seen["rows"] if row["on"]["count"] == 0]
        for row in dice.sample(alone, len(alone)):
            if row["silent_since"]:
                worker.ask("join", row["number"], others="both")
            if dice.random() < 0.2:
                worker.ask("put-back", row["number"], kind="cannot_go_on")
            else:
                worker.ask("finish", row["number"], open_steps="anyway")
        mine = [row for row in seen["rows"] if row["on"]["mine"]]
        if mine and dice.random() < 0.5:
            worker.ask("finish", mine[0]["number"], open_steps="anyway")
        elif not mine and dice.random() < 0.3:
            worker.ask("pull", others="both")
        worker.pause(worker.plan["glance"])


def main(path: str) -> None:
    """Work until the process is killed."""
    plan: Json = json.loads(Path(path).read_text(encoding="utf-8"))
    plan["file"] = os.open(plan["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for name, secret in plan["agents"].items():
        threading.Thread(target=agent, args=(Worker(plan, name, secret),), daemon=True).start()
    for name, secret in plan["people"].items():
        threading.Thread(target=person, args=(Worker(plan, name, secret),), daemon=True).start()
    threading.excepthook = lambda failed: os._exit(_complain(plan["log"], failed))
    threading.Event().wait()


def _complain(log: str, failed: Any) -> int:
    """End the whole gang if a worker fails, so that the failure is seen."""
    Path(log).with_suffix(".failed").write_text("".join(traceback.format_exception(failed.exc_value)))
    return 1


if __name__ == "__main__":
    main(sys.argv[1])
