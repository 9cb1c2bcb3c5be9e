"""A body is not read if access is refused or the address does not exist. A malformed body that is read gives 400."""

import io

import pytest

FORM, UPLOAD, JSON = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"
BODIES = {FORM: b"a=%", UPLOAD: b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n', JSON: b'"' + b'\\"' * 5_000}
NAMELESS = {
    "field": b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
    "file": b'--x\r\nContent-Disposition: form-data; filename="a.csv"\r\n\r\n1\r\n--x--\r\n',
}


class Unreadable(io.RawIOBase):
    """A body that must not be read."""

    def readable(self):
        return True

    def readinto(self, _room):
        raise AssertionError("the body was read")


def send(client, path, kind):
    """A request with a body that fails the test as soon as anything reads it."""
    server = {"wsgi.input": Unreadable(), "CONTENT_LENGTH": "10000", "CONTENT_TYPE": kind}
    return client.post(path, environ_overrides=server)


@pytest.mark.parametrize("kind", [FORM, UPLOAD, JSON])
@pytest.mark.parametrize("start", ["", "/api"])
def test_an_address_that_is_none_reads_nothing(site, start, kind):  # X1
    for browser in (site.browser(), site.browser(site.cast.bob)):
        assert send(browser.client, f"{start}/nothing", kind).status_code == 404
        assert send(browser.client, f"{start}/teams/{site.cast.team}", kind).status_code == 405


@pytest.mark.parametrize("kind", [UPLOAD, JSON])
def test_who_is_not_signed_in_is_told_so_unread(site, kind):  # X1
    client, team = site.browser().client, site.cast.team
    for path in (f"/teams/{team}/add", f"/teams/{team}/import", f"/api/teams/{team}/add", "/account/password"):
        assert send(client, path, kind).status_code == 401
    assert send(client, f"/api/teams/{team}/add", FORM).status_code == 401


def test_a_form_that_comes_back_is_read_after_the_401_was_due(site):  # X1
    client, path = site.browser().client, f"/teams/{site.cast.team}/add"
    malformed = client.post(path, data=b"title=Half%", content_type=FORM)
    assert malformed.status_code == 401
    assert "Half" not in malformed.text
    large = client.post(f"/teams/{site.cast.team}/import", data=b"a=Half+" + b"x" * 1024 * 1024, content_type=FORM)
    assert large.status_code == 401
    assert "Half" not in large.text


@pytest.mark.parametrize("kind", BODIES, ids=["form", "multipart", "JSON"])
def test_who_may_come_is_told_what_is_malformed(site, kind):  # X1
    api = {"Authorization": f"Bearer {site.token(site.cast.bob, site.cast.team)}"}
    path = f"/api/teams/{site.cast.team}/add"
    assert site.browser().client.post(path, data=BODIES[kind], content_type=kind, headers=api).status_code == 400


@pytest.mark.parametrize("body", NAMELESS.values(), ids=NAMELESS)
@pytest.mark.parametrize("path", ["/sign-in", "/account/password", "/teams/1/import"])
def test_a_part_without_a_name_is_malformed(site, path, body):  # X3
    browser = site.browser(site.cast.bob)
    before = site.mark()
    answer = browser.client.post(path, data=body, content_type=UPLOAD, headers={"X-CSRFToken": browser.csrf})
    assert answer.status_code == 400
    assert "no name" in answer.text
    assert site.mark() == before


def test_a_boundary_is_short(site):  # X1
    kind = f"multipart/form-data; boundary={'-' * 101}"
    answer = site.browser().client.post("/sign-in", data=b"-" * 10_000, content_type=kind)
    assert answer.status_code == 400
    assert "boundary is too long" in answer.text


def test_more_marks_than_any_letter_has_are_malformed(site):  # X1
    answer = site.browser().post("/sign-in", {"email": "a@example.org", "password": "e" + "\u0301\u0316" * 20_000})
    assert answer.status_code == 400
    assert "30 marks" in answer.text
