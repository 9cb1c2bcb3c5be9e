"""Several processes at one address: each is as robust as a single one, dead ones are replaced, none outlives its parent."""

import http.client
import re
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from urllib.parse import urlencode

import psutil
import pytest

from queue_app.service.reports.restarts import unexpected_restarts
from queue_app.usecases.queue.pull import pull_top
from tests.faults.served import Program, team_tokens
from tests.service.started import address_said_by, status

HALF = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf"


def workers_of(process) -> set[int]:
    return {child.pid for child in psutil.Process(process.pid).children()}


def until(holds, seconds=20):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def sent(address, text):
    """What comes back for raw bytes."""
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as client:
        client.sendall(text)
        return client.recv(65536)


def test_two_processes_stand_what_one_stands_and_replace_each_other(start, database_url, tmp_path):  # X15, R6
    process = start(WORKERS="2", DATABASE_URL=database_url)
    address = address_said_by(process)
    until(lambda: len(workers_of(process)) == 2)
    assert status(address) < 500
    with ExitStack() as slow:
        host, port = address.split(":")
        for _ in range(60):
            slow.enter_context(socket.create_connection((host, int(port)))).sendall(HALF)
        began = time.monotonic()
        assert status(address, "/livez") == 200
        assert time.monotonic() - began < 3
    chunk = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nnot a chunk\r\n"
    assert sent(address, chunk).startswith(b"HTTP/1.1 400")
    named = sent(address, b"GET /livez HTTP/1.1\r\nHost: x\r\nSCRIPT_NAME: /a\r\nScript-Name: /b\r\n\r\n")
    assert named.startswith(b"HTTP/1.1 200")
    assert b"Server:" not in named
    before = workers_of(process)
    psutil.Process(min(before)).kill()
    until(lambda: len(workers_of(process)) == 2 and workers_of(process) != before)
    assert status(address, "/readyz") == 200
    assert unexpected_restarts(tmp_path / "data") == 1
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0
    assert not any(psutil.pid_exists(pid) for pid in before)
    with pytest.raises(ConnectionRefusedError):
        status(address)


def with_one_key(netloc, token, path):
    with closing(Program(netloc, token)) as program:
        return program.ask("POST", path, {}, key="finish-it-once")


def test_two_processes_give_one_answer_to_one_key(start, cast, database_url):  # R1
    """Sent eight times at the same time: done once, and each gets the answer of the first."""
    token = team_tokens(cast, 1)[0]
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    process = start(WORKERS="2", DATABASE_URL=database_url)
    address = address_said_by(process)
    until(lambda: len(workers_of(process)) == 2)
    assert status(address, "/readyz") == 200
    finish = partial(with_one_key, address, token)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(finish, [f"/api/teams/{cast.team}/items/1/finish"] * 8))
    assert answers == [answers[0]] * 8
    assert answers[0][0] == 201
    cast.told = False  # Another clock wrote.


def test_workers_do_not_outlive_their_parent(start):
    process = start(WORKERS="2")
    address_said_by(process)
    until(lambda: len(workers_of(process)) == 2)
    workers = [psutil.Process(pid) for pid in workers_of(process)]
    process.kill()
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []


def wrong_password(address, client):
    """The status of a sign-in with a wrong password that a proxy says came from `client`."""
    with closing(http.client.HTTPConnection(address, timeout=60)) as connection:
        connection.request("GET", "/sign-in")
        page = connection.getresponse()
        cookie, text = page.headers["Set-Cookie"].partition(";")[0], page.read().decode()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)[1]
        body = urlencode({"csrf_token": token, "email": f"{client}@example.org", "password": "wrong and long"})
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": client}
        connection.request("POST", "/sign-in", body, headers)
        return connection.getresponse().status


@pytest.mark.usefixtures("cast")
def test_behind_a_proxy_attempts_are_counted_for_the_address_that_it_names(start, database_url):  # X6
    process = start(TRUSTED_PROXIES="1", DATABASE_URL=database_url)
    address = address_said_by(process)
    for _ in range(40):
        if wrong_password(address, "192.0.2.1") == 429:
            break
    else:
        pytest.fail("nobody is ever told to wait")
    assert wrong_password(address, "192.0.2.2") == 401


def test_a_large_body_is_refused_before_it_is_read_unless_somebody_signed_in_sends_a_file(start):  # X10
    address = address_said_by(start())
    for path in ("/sign-in", "/teams/1/import"):
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 30000000\r\n\r\n"
        assert sent(address, head.encode()).startswith(b"HTTP/1.1 413")
