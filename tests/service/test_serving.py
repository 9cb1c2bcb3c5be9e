"""SIGTERM: accepted requests are answered, no new ones are accepted, and the process ends in time."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from queue_app.service.process.serving import connection_limit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start():
    """Starts the slow server; its process and address."""
    started = []

    def run(grace=8.0):
        environ = os.environ | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(Path(__file__).parent / "slow_server.py"), str(grace)]
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process, urlsplit(process.stdout.readline()).netloc

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


class Client(threading.Thread):
    """One request, sent by the time this is made; what came back, or what went wrong."""

    def __init__(self, address, path, **request):
        super().__init__()
        self.connection = http.client.HTTPConnection(address, timeout=20)
        self.connection.request("GET", path, **request)
        self.answer = None
        self.start()

    def run(self):
        try:
            response = self.connection.getresponse()
            self.answer = (response.status, response.read(), response.headers["Connection"])
        except OSError as problem:
            self.answer = problem
        finally:
            self.connection.close()

    def result(self):
        self.join()
        return self.answer


def term(process):
    process.send_signal(signal.SIGTERM)
    return time.monotonic()


def test_every_accepted_request_is_answered_the_waiting_ones_too(start):
    process, address = start()
    clients = [Client(address, "/slow?0.4") for _ in range(9)]  # three at once, six wait
    time.sleep(0.2)
    term(process)
    answers = [client.result() for client in clients]
    assert answers == [(200, b"done", "close")] * 9
    assert process.wait(timeout=5) == 0


def test_after_the_signal_nobody_new_is_taken(start):
    process, address = start()
    slow = Client(address, "/slow?1")
    time.sleep(0.2)
    term(process)
    time.sleep(0.3)
    with pytest.raises(ConnectionRefusedError):
        Client(address, "/")
    assert slow.result()[0] == 200


def test_an_idle_server_stops_at_once_and_closes_silent_connections(start):
    process, address = start()
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as silent:
        time.sleep(0.4)
        told = term(process)
        assert process.wait(timeout=5) == 0
        assert time.monotonic() - told < 2
        assert silent.recv(1) == b""


def test_an_answer_larger_than_the_sockets_hold_arrives_whole(start):
    process, address = start()
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as slow_reader:
        slow_reader.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.3)
        term(process)
        time.sleep(0.5)
        received = 0
        while chunk := slow_reader.recv(65536):
            received += len(chunk)
    assert received > 5_000_000
    assert process.wait(timeout=5) == 0


def test_a_stream_is_told_and_ends_in_order(start):
    process, address = start()
    stream = Client(address, "/stream")
    time.sleep(0.3)
    term(process)
    assert stream.result()[:2] == (200, b"first\nlast\n")
    assert process.wait(timeout=5) == 0


def test_a_request_that_never_ends_is_cut_off_after_the_grace_and_counted(start):
    process, address = start(grace=0.5)
    endless = Client(address, "/slow?30")
    time.sleep(0.2)
    told = term(process)
    assert process.wait(timeout=5) == 1
    assert 0.4 < time.monotonic() - told < 3
    assert isinstance(endless.result(), OSError)


def test_a_client_that_sends_half_a_request_holds_nobody_longer_than_the_grace(start):
    process, address = start(grace=1)
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as half:
        half.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
        time.sleep(0.2)
        term(process)
        assert process.wait(timeout=5) == 1


def test_a_second_signal_ends_it_at_once(start):
    process, address = start(grace=20)
    Client(address, "/slow?5")
    time.sleep(0.2)
    term(process)
    time.sleep(0.2)
    term(process)
    assert process.wait(timeout=3) == -signal.SIGTERM


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(start):
    _, address = start()
    host, port = address.split(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    ("files", "threads", "limit"), [(160, 8, 40), (1024, 8, 472), (1_000_000, 8, 4096), (60, 8, 1)]
)
def test_connections_never_use_up_the_files_of_the_process(files, threads, limit):  # X10
    assert connection_limit(files, threads) == limit
    assert limit == 1 or 2 * limit + 2 * threads < files


def test_the_server_does_not_say_what_it_is(start):
    _, address = start()
    with closing(http.client.HTTPConnection(address)) as client:
        client.request("GET", "/")
        headers = client.getresponse().headers
    assert "waitress" not in str(headers).casefold()
