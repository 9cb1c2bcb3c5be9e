"""S4: pages are compressed only if they contain nothing from the request. The same page has the same ETag."""

import gzip
import re
import time

import pytest
from itsdangerous import TimestampSigner

ZIPPED = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def rows(cast):
    cast.add(*(f"Item number {n}" for n in range(60)))


@pytest.mark.parametrize("path", ["", "/forecast", "/standup"])
def test_a_page_is_a_fraction_of_its_size_and_the_same(site, queue, rows, path):  # S4
    bob = site.browser(site.cast.bob)
    plain, small = bob.get(queue + path), bob.get(queue + path, headers=ZIPPED)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert gzip.decompress(small.data).decode().count("<li") == plain.text.count("<li")
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in small.headers["Vary"]


def test_the_token_in_a_page_is_another_each_second(site, queue, monkeypatch):
    """So the lengths of many pages reveal nothing about the signature of one token. Both tokens are accepted."""
    bob, pages = site.browser(site.cast.bob), []
    for second in range(2):
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _, second=second: int(time.time()) + second)
        pages.append(bob.get(f"{queue}/add").text)
    first, second = (re.search(r'name="csrf_token" value="([^"]+)"', page)[1] for page in pages)
    assert first.rpartition(".")[2] != second.rpartition(".")[2]
    for token in (first, second):
        answer = bob.client.post(f"{queue}/add", data={"csrf_token": token, "title": "Refunds"})
        assert answer.status_code == 303


def test_who_has_the_page_is_told_so(site, queue, rows):
    bob = site.browser(site.cast.bob)
    etag = bob.get(queue, headers=ZIPPED).headers["ETag"]
    again = bob.get(queue, headers=ZIPPED | {"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip;q=0"}])
def test_who_cannot_read_it_gets_it_plain(site, queue, rows, headers):
    assert "Content-Encoding" not in site.browser(site.cast.bob).get(queue, headers=headers).headers


def test_what_repeats_the_request_or_is_small_is_not_compressed(site, queue, rows):
    bob = site.browser(site.cast.bob)
    for answer in (
        bob.get(f"{queue}?search=Item", headers=ZIPPED),
        bob.post(f"{queue}/add", {"title": ""}, headers=ZIPPED),
        bob.get("/livez", headers=ZIPPED),
        bob.get("/nothing", headers=ZIPPED),
    ):
        assert "Content-Encoding" not in answer.headers
