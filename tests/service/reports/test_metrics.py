"""`/metrics`: answers, refusals, acts and open work. Only for this machine or a token, and without data about people."""

import http.client
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from queue_app.service.live.watchers import LASTS
from queue_app.service.process import chores
from queue_app.service.process.open_answers import KEEP_OPEN
from queue_app.service.reports.metrics import count_waits
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.pull import pull_top
from tests.conftest import BOTH_ENGINES
from tests.house.source import ROOT
from tests.http.conftest import app, application, doors, site
from tests.service.live.test_watchers import Heard
from tests.service.started import address_said_by, status
from tests.usecases.test_faults import locked

__all__ = ["app", "application", "doors", "site"]

TOKEN = "b1946ac92492d2347c6235b4d2611184aa"


def numbers(text):
    """{name with labels: value}."""
    return {name: float(value) for name, value in re.findall(r"^(topmost\S+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE)}


@pytest.fixture
def scraped(site):
    return lambda: numbers(site.browser().get("/metrics").text)


def grown(before, after):
    return {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.1"}, 404),
        ("192.0.2.1", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("192.0.2.1", {"Authorization": "Bearer "}, 404),
        ("192.0.2.1", {"Authorization": f"Bearer {TOKEN[:-1]}ä"}, 404),
    ],
)
def test_only_this_machine_and_who_has_the_token_read_them(site, monkeypatch, address, headers, status):
    monkeypatch.setitem(site.app.config, "METRICS_TOKEN", TOKEN)
    answer = site.browser().get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status


def test_without_a_token_none_opens_them(site):
    sent = {"headers": {"Authorization": "Bearer "}, "environ_overrides": {"REMOTE_ADDR": "192.0.2.1"}}
    assert site.browser().get("/metrics", **sent).status_code == 404


def test_any_name_of_the_host_may_ask(site):
    assert site.browser().get("/metrics", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_answers_refusals_and_acts_are_counted(site, scraped):
    team = f"/teams/{site.cast.team}"
    (first,) = site.cast.add("First")
    browser, before = site.browser(site.cast.bob), scraped()
    browser.get(team)
    browser.post(f"{team}/pull", {"expect": first})
    browser.post(f"{team}/pull", {"key": "another page of it"})
    new = grown(before, scraped())
    assert new['topmost_requests_total{method="GET",route="queue.show",status="200"}'] == 1
    assert new['topmost_requests_total{method="POST",route="queue.pull",status="303"}'] == 2
    assert new['topmost_request_seconds_count{route="queue.pull"}'] == 2
    assert new['topmost_acts_total{action="pull"}'] == 1
    assert sum(value for name, value in new.items() if name.startswith("topmost_refusals_total")) == 1


@BOTH_ENGINES
def test_who_waits_for_the_database_is_counted(site, scraped):
    cast, waits = site.cast, "topmost_database_wait_seconds"
    count_waits(site.app, cast.doors)
    browser, before = site.browser(cast.bob), scraped()
    with ThreadPoolExecutor() as threads:
        with locked(cast.doors):
            adding = threads.submit(browser.post, f"/teams/{cast.team}/add", {"title": "Search"})
            time.sleep(0.3)
        assert adding.result().status_code == 303
    new = grown(before, scraped())
    assert new[waits + '_count{door="reading"}'] >= 1
    assert new[waits + '_sum{door="writing"}'] >= 0.2
    assert new[waits + '_sum{door="reading"}'] < 0.2


def test_open_streams_are_counted(site, scraped, monkeypatch):
    hub, begun = site.app.extensions["watchers"], []
    monkeypatch.setattr(hub, "_thread", object())
    browser, live = site.browser(site.cast.bob), f"/teams/{site.cast.team}/live"
    assert scraped()["topmost_streams"] == 0
    for n in (1, 2):
        browser.get(live, environ_overrides={KEEP_OPEN: begun.append})
        begun[-1](Heard())
        assert scraped()["topmost_streams"] == n
    hub.look(time.monotonic() + LASTS)
    assert scraped()["topmost_streams"] == 0


def test_the_open_work_is_told(site, scraped):
    cast = site.cast
    first, second, _ = cast.add("First", "Second", "Third")
    cast.do(pull_top, by=cast.alice, expect=first)
    cast.do(block, by=cast.alice, item=second, sentence="Waits.")
    told = scraped()
    of = f'{{team="{cast.team}"}}'
    kinds = {"waiting": 2, "running": 1, "limit": 3, "blocked": 1}
    assert {kind: told[f"topmost_{kind}{of}"] for kind in kinds} == kinds
    assert told[f"topmost_oldest_seconds{of}"] != 0
    assert told["topmost_database_up"] == 1


@pytest.mark.parametrize("file", ["alerts.yaml", "grafana.json"])
def test_every_number_that_is_watched_is_there(site, scraped, file):
    team = f"/teams/{site.cast.team}"
    count_waits(site.app, site.cast.doors)
    site.browser(site.cast.bob).post(f"{team}/pull")  # Refused, because nothing waits.
    site.cast.add("First")
    site.browser(site.cast.bob).post(f"{team}/pull")
    asked = set(re.findall(r"\btopmost_[a-z_]+", (ROOT / "deploy" / file).read_text()))
    chores.Chores(site.cast.doors).once()
    assert len(asked) >= 5
    assert asked - {name.partition("{")[0] for name in scraped()} == set()


def test_they_name_nobody_and_nothing(site):
    site.cast.add("A title of ours")
    text = site.browser().get("/metrics").text
    assert not re.search(r"Alice|Bob|Carol|Mallory|example\.org|Tigers|A title", text)


def test_a_database_that_is_away_is_told(site, monkeypatch):
    def away(*_):
        raise DatabaseBusy

    monkeypatch.setattr("queue_app.service.reports.scrape.team_numbers", away)
    site.browser().get("/livez")  # Nothing is told of requests before the first one.
    told = numbers(site.browser().get("/metrics").text)
    assert told["topmost_database_up"] == 0
    assert any(name.startswith("topmost_requests_total") for name in told)


def test_every_process_tells_the_numbers_of_all(start, tmp_path):
    process = start(WORKERS="2")
    address = address_said_by(process)
    assert status(address) < 500
    for _ in range(20):
        assert status(address, "/livez") == 200
    told = []
    for _ in range(8):
        with closing(http.client.HTTPConnection(address, timeout=20)) as client:
            client.request("GET", "/metrics")
            told.append(numbers(client.getresponse().read().decode()))
    assert {one['topmost_requests_total{method="GET",route="health.alive",status="200"}'] for one in told} == {20}
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0


def test_the_streams_of_a_process_that_was_killed_are_open_no_more():
    """In a process of its own: whether numbers are shared is said once for all."""
    plays = """
import os
from queue_app.service.reports.metrics import Metrics
shared = Metrics.shared()
shared.streams.set(1)
child = os.fork()
if not child:
    shared.streams.set(3)
    os._exit(9)
os.waitpid(child, 0)
for _ in range(2):
    print([m.samples[0].value for m in shared.registry().collect() if m.name == "topmost_streams"])
    shared.forget(child)
"""
    told = subprocess.run([sys.executable, "-c", plays], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["[4.0]", "[1.0]"]
