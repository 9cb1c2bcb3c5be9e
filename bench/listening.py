"""Many agents, each in a thread, wait for work with the shipped client. `python -m bench.listening PLAN.json`, until killed."""

import importlib.util
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from queue_app.web.agents import SHIPPED


def shipped() -> ModuleType:
    """The client module that every installation offers for download."""
    spec = importlib.util.spec_from_file_location("topmost", SHIPPED / "topmost.py")
    if spec is None or spec.loader is None:
        raise LookupError("topmost.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(path: str) -> None:
    """Wait for work with all tokens of the plan. `every`: poll at this interval in seconds, as if the server had no stream."""
    plan: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    topmost, waiting = shipped(), threading.Semaphore(0)
    _count_who_waits(topmost, waiting)
    if plan["every"]:
        _hide_streams(topmost)
    for number, token in enumerate(plan["tokens"]):
        agent = topmost.Topmost(plan["url"], token, Path(path).with_suffix(f".{number}"))
        threading.Thread(target=topmost.watch, args=(agent, plan["every"] or 15.0), daemon=True).start()
    for _ in plan["tokens"]:
        waiting.acquire()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threading.Event().wait()


def _count_who_waits(topmost: ModuleType, waiting: threading.Semaphore) -> None:
    """Release `waiting` for each agent whose first pull was refused."""
    moments = topmost._moments

    def counted(*of: Any) -> Iterator[Any]:
        every = moments(*of)
        yield next(every)
        waiting.release()
        yield from every

    topmost._moments = counted  # type: ignore[attr-defined]


def _hide_streams(topmost: ModuleType) -> None:
    follow = topmost.Topmost.follow

    def without(self: Any, *relations: str) -> Any:
        found = follow(self, *relations)
        found["_links"].pop("stream", None)
        return found

    topmost.Topmost.follow = without  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(sys.argv[1])
