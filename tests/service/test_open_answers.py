"""Answers that stay open hold no thread: the server answers others meanwhile, and sends what comes later."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
MANY = 60  # far more than the two threads of the server


@pytest.fixture(scope="module")
def running():
    """The process, and its host and port."""
    command = [sys.executable, str(Path(__file__).parent / "open_server.py")]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        yield process, urlsplit(process.stdout.readline()).netloc
        process.kill()


@pytest.fixture
def address(running):
    """Nothing is open there."""
    ask(running[1], "/end")
    until_open(running[1], 0)
    return running[1]


def ask(address, path, **headers):
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", path, headers=headers)
    body = connection.getresponse().read()
    connection.close()
    return body


def until_open(address, count):
    """Wait until so many answers are open; a client that left is noticed by the loop."""
    until = time.monotonic() + 5
    while (is_open := int(ask(address, "/"))) != count:
        assert time.monotonic() < until, f"{is_open} are open, not {count}"
        time.sleep(0.02)


def opened(address, version="1.1"):
    """The server keeps it a moment after its first words came."""
    before = int(ask(address, "/"))
    host, port = address.split(":")
    client = socket.create_connection((host, int(port)), timeout=10)
    client.sendall(f"GET /open HTTP/{version}\r\nHost: x\r\n\r\n".encode())
    assert b"first\n" in read_until(client, b"first\n")
    until_open(address, before + 1)
    return client


def read_until(client, end):
    data = b""
    while end not in data:
        more = client.recv(65536)
        assert more, f"it ended: {data!r}"
        data += more
    return data


def rest_of(client):
    data = b""
    while more := client.recv(65536):
        data += more
    return data


def test_many_are_open_while_others_are_answered_and_all_are_told(address):
    clients = [opened(address) for _ in range(MANY)]
    assert ask(address, "/tell?hello") == str(MANY).encode()
    for client in clients:
        read_until(client, b"5\r\nhello\r\n")
        client.close()
    until_open(address, 0)


@pytest.mark.parametrize(("version", "rest"), [("1.1", b"3\r\nbye\r\n0\r\n\r\n"), ("1.0", b"bye")])
def test_it_ends_in_order(address, version, rest):
    client = opened(address, version)
    ask(address, "/tell?bye")
    ask(address, "/end")
    assert rest_of(client).removeprefix(b"\r\n") == rest
    client.close()


def test_what_a_client_sends_meanwhile_is_dropped(address):
    client = opened(address)
    client.sendall(b"GET /tell?no HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.1)
    ask(address, "/end")
    assert b"no" not in rest_of(client)
    client.close()


def test_a_client_that_does_not_read_is_cut_off(address):
    client = opened(address)
    for _ in range(20):
        ask(address, "/tell?" + "x" * 50, Times="20000")
    until_open(address, 0)
    client.close()


def test_the_server_stops_at_once_with_open_answers(running):
    process, address = running
    client = opened(address)
    time.sleep(0.4)
    told = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
    assert time.monotonic() - told < 2
    client.close()
