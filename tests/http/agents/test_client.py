"""The single-file client, and the loop of the documentation, against the served application."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from queue_app.domain.queue.events import EVENT_KINDS
from queue_app.domain.queue.order import Target
from queue_app.service.http.sub_path import BelowPath
from queue_app.usecases.agents.people_only import keep_for_people
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.put_back import put_back
from queue_app.web import agents
from tests.cast import REASON
from tests.house.source import ROOT
from tests.http.agents.asking import agent
from tests.http.agents.served import served
from tests.http.program import Program
from tests.http.site import Site

Run = Callable[..., tuple[int, str, str]]
MOVED = {"items": [2], "target": Target(end="top"), "reason": REASON}


@pytest.fixture(scope="module")
def topmost() -> ModuleType:
    """The client as a module."""
    spec = importlib.util.spec_from_file_location("topmost", agents.SHIPPED / "topmost.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def client(site: Site, topmost: ModuleType, tmp_path: Path, monkeypatch, capsys) -> Iterator[Run]:
    """Runs the client for an agent of Alice. Returns its exit code, output and error output."""
    program = agent(site, "A", "B")
    monkeypatch.setattr(topmost.time, "sleep", lambda _: None)
    with served(site.app) as address:
        for name, value in {"URL": address, "TOKEN": program.token, "STATE": str(tmp_path / "state")}.items():
            monkeypatch.setenv(f"TOPMOST_{name}", value)

        def run(*words: str) -> tuple[int, str, str]:
            code = topmost.main(list(words))
            return code, *capsys.readouterr()

        yield run


def test_it_pulls_works_and_says_ready(client: Run, site: Site) -> None:
    code, said, _ = client("pull", "--json")
    assert (code, json.loads(said)["title"]) == (0, "A")
    for words in (
        ("step", "Write the test"),
        ("step", "--done", "Write the test"),
        ("note", "Found it."),
        ("block", "Waits for a key."),
        ("unblock",),
        ("propose", "Another thing", "--words", "More."),
        ("ready", "The change is up", "--link", "https://git.example.org/1"),
    ):
        assert client(*words)[0] == 0, words
    assert site.cast.item(1).ready == "The change is up"
    assert json.loads(client("look")[1])["plan"] == [{"n": 1, "words": "Write the test", "done": True}]
    assert json.loads(client("look", "3")[1])["title"] == "Another thing"
    assert [item["number"] for item in json.loads(client("queue")[1])["_embedded"]["waiting"]] == [2, 3]


def test_it_works_below_a_path(client: Run, site: Site, monkeypatch) -> None:
    monkeypatch.setattr(site.app, "wsgi_app", BelowPath(site.app.wsgi_app, "/queue"))
    monkeypatch.setenv("TOPMOST_URL", f"{os.environ['TOPMOST_URL']}/queue/")
    for words in (("pull",), ("note", "Found it."), ("look", "1"), ("queue",)):
        assert client(*words)[0] == 0, words


def test_pulling_prints_one_line_for_people(client: Run) -> None:
    assert client("pull") == (0, "#1 A\n", "")


def test_it_finishes_where_the_team_lets_agents(client: Run, site: Site) -> None:
    client("pull")
    assert client("finish")[0] == 1
    site.cast.do(set_agents, agents_finish=True)
    assert client("finish")[0] == 0
    assert site.cast.item(1).state == "finished"


def test_no_room_is_3(client: Run, site: Site) -> None:
    client("pull")
    client("leave")
    client("pull")
    client("leave")
    code, _, complaint = client("pull")
    assert (code, complaint.endswith("[no_room_for_agents]\n")) == (3, True)


def test_nothing_to_pull_is_4(client: Run, site: Site) -> None:
    for number in (1, 2):
        site.cast.do(keep_for_people, item=number, why="A talk.")
    assert client("pull")[0] == 4


def test_a_run_that_is_over_is_5(client: Run, site: Site) -> None:
    client("pull")
    site.cast.do(put_back, item=1, kind="other")
    assert client("note", "Late.")[0] == 5


def test_watching_waits_for_something_to_pull(client: Run, site: Site, topmost: ModuleType, monkeypatch) -> None:
    for number in (1, 2):
        site.cast.do(keep_for_people, item=number, why="A talk.")
    monkeypatch.setattr(topmost.time, "sleep", lambda _: site.cast.do(keep_for_people, item=2))
    assert client("watch") == (0, "#2 B\n", "")


def test_watching_listens_and_pulls_when_something_happened(
    client: Run, site: Site, topmost: ModuleType, monkeypatch
) -> None:
    for number in (1, 2):
        site.cast.do(keep_for_people, item=number, why="A talk.")
    asked, ask = [], topmost.Topmost.ask

    def noting(self, address: str, body: object = None) -> dict:
        asked.extend([address] if body == {} else [])
        return ask(self, address, body)

    monkeypatch.setattr(topmost.Topmost, "ask", noting)
    pauses = iter(
        [lambda: site.cast.do(edit, item=1, words="More."), lambda: site.cast.do(move, **MOVED), lambda: None]
    )
    free = lambda: site.cast.do(keep_for_people, item=2)  # noqa: E731
    monkeypatch.setattr(topmost.time, "sleep", lambda _: next(pauses, free)())
    assert client("watch") == (0, "#2 B\n", "")
    assert len(asked) == 3, "at the start, after the edit, when it was free; not after the move"


def test_without_a_stream_it_asks_now_and_then(client: Run, site: Site, topmost: ModuleType, monkeypatch) -> None:
    for number in (1, 2):
        site.cast.do(keep_for_people, item=number, why="A talk.")
    monkeypatch.setattr("queue_app.api.links.OFFERED_AS_STREAM", ())
    paused: list[float] = []
    monkeypatch.setattr(
        topmost.time, "sleep", lambda seconds: (paused.append(seconds), site.cast.do(keep_for_people, item=2))
    )
    assert client("watch", "--every", "7") == (0, "#2 B\n", "")
    assert paused == [7]


def test_where_there_are_too_many_streams_it_asks_meanwhile(
    client: Run, site: Site, topmost: ModuleType, monkeypatch
) -> None:
    for number in (1, 2):
        site.cast.do(keep_for_people, item=number, why="A talk.")
    monkeypatch.setattr(site.app.extensions["watchers"], "_most", 0)
    paused: list[float] = []
    monkeypatch.setattr(
        topmost.time, "sleep", lambda seconds: (paused.append(seconds), site.cast.do(keep_for_people, item=2))
    )
    assert client("watch") == (0, "#2 B\n", "")
    assert paused == [30]


def test_what_it_does_not_pull_after_are_kinds_of_event(topmost: ModuleType) -> None:
    assert set(EVENT_KINDS) >= topmost.CALM
    assert not topmost.CALM & {
        "finished",
        "put_back",
        "swapped",
        "dropped",
        "added",
        "limit_set",
        "settings",
        "for_people",
    }


def test_what_is_refused_or_away_is_1_and_what_is_missing_2(client: Run, topmost: ModuleType, monkeypatch) -> None:
    assert client("look", "99")[0] == 1
    monkeypatch.setenv("TOPMOST_URL", "http://127.0.0.1:9")
    assert client("pull")[0] == 1
    monkeypatch.delenv("TOPMOST_URL")
    assert client("pull")[0] == 2


@pytest.mark.parametrize(
    ("name", "value"), [("TOPMOST_URL", "queue.example.org"), ("TOPMOST_TOKEN", "topmost_a\ntopmost_b")]
)
def test_a_setting_that_is_wrong_is_2(client: Run, monkeypatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    code, _, told = client("pull")
    assert code == 2
    assert name in told


def test_an_answer_of_another_program_is_1(client: Run, monkeypatch) -> None:
    def page(environ, start):
        start("200 OK", [("Content-Type", "text/html")])
        return [b"<!doctype html>"]

    with served(page) as address:
        monkeypatch.setenv("TOPMOST_URL", address)
        assert client("pull") == (1, "", "This is no answer of Topmost. Look at TOPMOST_URL.\n")


@pytest.mark.parametrize("kept", [None, "not JSON", "{}", "[]"])
def test_it_asks_for_a_pull_first(client: Run, kept: str | None) -> None:
    if kept is not None:
        Path(os.environ["TOPMOST_STATE"]).write_text(kept)
    with pytest.raises(SystemExit, match="Pull first"):
        client("note", "x")


def test_what_cannot_be_kept_is_told_and_pulled_again(client: Run, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOPMOST_STATE", str(tmp_path / "nowhere" / "state"))
    with pytest.raises(SystemExit, match="Set TOPMOST_STATE, and pull again"):
        client("pull")
    monkeypatch.setenv("TOPMOST_STATE", str(tmp_path / "state"))
    assert client("pull") == (0, "#1 A\n", "")


def test_a_person_is_told_the_same_codes_and_may_watch(
    client: Run, site: Site, topmost: ModuleType, monkeypatch
) -> None:
    """For people, a pull that would be refused is not offered."""
    monkeypatch.setenv("TOPMOST_TOKEN", Program(site, site.cast.bob, "work").token)
    site.cast.do(set_limit, limit=1, reason="One.")
    assert client("pull")[0] == 0
    assert client("pull")[0] == 3
    site.cast.do(put_back, by=site.cast.bob, item=1, kind="other")
    for number in (1, 2):
        site.cast.do(block, item=number, sentence="Waits for the bank.")
    assert client("pull")[0] == 4
    blocked = [2]
    monkeypatch.setattr(topmost.time, "sleep", lambda _: blocked and site.cast.do(unblock, item=blocked.pop()))
    assert client("watch") == (0, "#2\n", "")


def test_the_loop_of_the_documentation_runs(site: Site, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
    (tmp_path / "loop.sh").write_text(re.search(r"```sh\n(.*?)```", text, re.DOTALL)[1])
    (tmp_path / "topmost.py").write_text(site.app.test_client().get("/topmost.py").text)
    (tmp_path / "python3").symlink_to(sys.executable)
    program = agent(site, "A", "B", "C")
    with served(site.app) as address:
        own = {"TOPMOST_URL": address, "TOPMOST_TOKEN": program.token, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
        done = subprocess.run(["sh", "loop.sh"], cwd=tmp_path, env=os.environ | own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "changes.txt").read_text() == "A\nB\n"
    assert "no_room_for_agents" in done.stderr
    assert [site.cast.item(n).ready for n in (1, 2, 3)] == ["The change for A is up", "The change for B is up", None]
