"""Importing in the browser: what is refused, and whose a file is."""

import io

import pytest

from queue_app.domain.importing import text
from queue_app.domain.team.rights import Role
from queue_app.usecases.team.members import set_role
from tests.http.importing.bringing import bring, brought, choices, start
from tests.http.site import Site
from tests.imports import MIXED


def test_flaws_stand_on_the_page_by_line_and_nothing_comes(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "title,finished\n" + ",soon\n" * 60)
    page = bob.get(address)
    assert "120 problems in this file" in page.text
    assert "Line 2, finished: This is not a day" in page.text
    assert "… and 70 more" in page.text
    assert "formaction" not in page.text
    refused = bob.post(f"{address}/import", choices(page))
    assert refused.status_code == 422
    assert site.rows("item") == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This file is not text."),
        (b"title\n\xff\n", "This is not UTF-8."),
        ("title\nA\n".encode("utf-16"), "The file is UTF-16."),
        (b'title\n"A\n', "The quotation marks do not match."),
        (b"title\n" + b"x" * 200_000, "A cell is longer than 131,072 characters."),
    ],
)
def test_what_is_no_such_file_is_not_kept(site: Site, content: bytes, says: str) -> None:
    answer = bring(site, site.browser(site.cast.bob), content)
    assert answer.status_code == 422
    assert says in answer.text
    assert site.rows("upload") == []


def test_too_many_rows_are_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_ROWS", 2)
    assert "more than 2 rows" in bring(site, site.browser(site.cast.bob), "title\nA\nB\nC\n").text


def test_a_form_without_a_file_says_so(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    empty = bob.post(start(site), {"file": (io.BytesIO(b""), "")}, content_type="multipart/form-data")
    without = bob.post(start(site), {"key": "12345678"})
    assert [answer.status_code for answer in (empty, without)] == [422, 422]
    assert "Choose a file first." in empty.text


def test_a_file_may_be_larger_than_a_form_but_not_than_the_server_reads(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    large = "title,words\n" + "".join(f"Item {n},{'x' * 15_000}\n" for n in range(100))
    assert bring(site, bob, large).status_code == 303
    assert bring(site, bob, b"title\n" + b"A" * 32 * 1024 * 1024).status_code == 413


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "99"),
        ("title", str(2**63)),
        ("title", "-1"),
        ("title", "x"),
        ("zone", "Mars/Base"),
        ("slashes", "backwards"),
        ("wip", "more"),
    ],
)
def test_choices_that_there_are_not_are_refused_beside_their_field(site: Site, field: str, value: str) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, "title,state\n" + "Run,running\n" * 4)
    sent = choices(bob.get(address)) | {field: value}
    answer = bob.post(f"{address}/import", sent)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert site.rows("item") == []


def test_what_a_file_says_is_never_read_as_a_page(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    evil = "<script>alert(1)</script>"
    address = brought(site, bob, f"title,{evil}\n{evil},=1+1\n")
    page = bob.get(address)
    assert evil not in page.text
    assert "&lt;script&gt;" in page.text
    bob.post(f"{address}/import", choices(page))
    assert site.cast.item(1).title == evil


def test_only_managers_may_bring_a_file(site: Site) -> None:
    for person in (site.cast.alice, site.cast.carol):
        browser = site.browser(person)
        assert browser.get(start(site)).status_code == 403
        assert bring(site, browser, MIXED).status_code == 403
    mallory = site.browser(site.cast.mallory)
    assert mallory.get(start(site)).status_code == 404
    assert bring(site, mallory, MIXED).status_code == 404
    assert site.rows("upload") == []


def test_a_file_belongs_to_who_brought_it_into_the_team(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, MIXED)
    sent = choices(bob.get(address))
    site.cast.do(set_role, person=site.cast.alice, role=Role.MANAGER)
    alice = site.browser(site.cast.alice)
    missing = alice.get(f"{start(site)}/{'0' * 64}")
    for answer in (alice.get(address), alice.post(address, sent), alice.post(f"{address}/import", sent)):
        assert (answer.status_code, answer.data) == (404, missing.data)
    mallory = site.browser(site.cast.mallory)
    assert mallory.get(address.replace(f"/{site.cast.team}/", f"/{site.cast.other_team}/")).status_code == 404
    assert bob.get(f"{start(site)}/%00").status_code == 404
