"""Import in the browser: refusals, and who may see a file."""

import io
import random
import zipfile

import pytest

from queue_app.domain.team.rights import Role
from queue_app.usecases.team.members import set_role
from tests.http.importing.bringing import EXPORTS, bring, brought, choices, start
from tests.http.reading import Person
from tests.http.site import Site
from tests.imports import MIXED
from tests.usecases.importing.test_look_file import workbook_of


def _bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"{n}.csv", b"0" * 100 * 1024 * 1024)
    return raw.getvalue()


def test_a_kind_of_flaw_has_a_count_an_example_and_one_choice(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    days = "".join(f"D{n},2026-11-0{n},done\n" for n in range(1, 6))
    text = f"title,finished,state\n{days}A,soon,done\nB,later,done\n{'x' * 201},,open\n"
    page = bob.look(brought(site, bob.browser, text))
    assert "2 days cannot be read Line 7, finished:" in page.words
    assert "One title is too long Line 9, title: 201 characters. The limit is 200." in page.words
    assert "2 items are left out: A, B" in page.words
    assert "6 items come in" in page.words
    stopped = bob.press(page, "Check again", **{"flaws-title_long": "stop"})
    assert "You chose to stop" in stopped.words
    refused = bob.press(page, "Import 6 items", **{"flaws-title_long": "stop"})
    assert (refused.response.status_code, site.rows("item")) == (422, [])
    page = bob.press(page, "Check again", **{"flaws-finish_undated": "today", "flaws-title_long": "leave_out"})
    assert "7 items come in" in page.words
    bob.press(page, "Import 7 items")
    assert {row["state"] for row in site.rows("item")} == {"finished"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.7\n",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        None,
        b"BEGIN:VCALENDAR\r\n",
    ],
    ids=["empty", "picture", "PDF", "brackets", "objects", "ZIP bomb", "calendar"],
)
def test_what_is_no_such_file_is_refused_by_a_sentence_and_not_kept(site: Site, content: bytes | None) -> None:
    content = _bomb() if content is None else content  # Not for every worker that only collects the tests.
    answer = bring(site, site.browser(site.cast.bob), content)
    assert answer.status_code == 422
    assert 'id="file-wrong"' in answer.text
    assert site.rows("upload") == []


@pytest.mark.parametrize("name", ["jira_cloud.csv", "trello.json", "work.xlsx"])
def test_a_damaged_file_gets_an_answer(site: Site, name: str) -> None:
    bob, dice = site.browser(site.cast.bob), random.Random(name)
    raw = (
        workbook_of([("Title", "Done"), ("A", "2026-11-02")]) if name == "work.xlsx" else (EXPORTS / name).read_bytes()
    )
    for _ in range(8):
        damaged = bytearray(raw)
        damaged[dice.randrange(len(raw))] = dice.randrange(256)
        answer = bring(site, bob, bytes(damaged), name)
        assert answer.status_code in (303, 422)
        if answer.status_code == 303:
            assert bob.get(str(answer.location)).status_code == 200


def test_a_form_without_a_file_says_so(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    empty = bob.post(start(site), {"file": (io.BytesIO(b""), "")}, content_type="multipart/form-data")
    without = bob.post(start(site), {"key": "12345678"})
    assert [answer.status_code for answer in (empty, without)] == [422, 422]
    assert "Choose a file first, or paste its text." in empty.text


def test_a_file_may_be_larger_than_a_form_but_not_than_the_server_reads(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    large = "title,words\n" + "".join(f"Item {n},{'x' * 15_000}\n" for n in range(100))
    assert bring(site, bob, large).status_code == 303
    assert bring(site, bob, b"title\n" + b"A" * 32 * 1024 * 1024).status_code == 413


@pytest.mark.parametrize(
    ("field", "value"),
    [("zone", "Mars/Base"), ("kind", "nothing"), ("wip", "more"), ("member", "x"), ("date_order", "backwards"),
     ("states-0", "maybe"), ("flaws-title_long", "burn"), ("columns-title", "nowhere"), ("known", "x")],
)  # fmt: skip
def test_answers_that_there_are_not_are_refused_and_change_nothing(site: Site, field: str, value: str) -> None:
    bob = site.browser(site.cast.bob)
    text = f"title,state,finished,people\n{'x' * 201},odd,04/03/2026,Ann\n" + "".join(
        f"R{n},running,,\n" for n in range(4)
    )
    address = brought(site, bob, text)
    before = site.rows("upload")
    sent = choices(bob.get(address))
    sent[field] = value
    answer = bob.post(f"{address}/import", sent)
    assert answer.status_code == 422
    assert 'class="refusal"' in answer.text
    assert (site.rows("item"), site.rows("upload")) == ([], before)


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
        assert (answer.status_code, answer.headers["Location"], answer.data) == (303, start(site), missing.data)
    mallory = site.browser(site.cast.mallory)
    assert mallory.get(address).status_code == 404
    assert mallory.get(address.replace(f"/{site.cast.team}/", f"/{site.cast.other_team}/")).status_code == 303
    assert bob.get(f"{start(site)}/%00").status_code == 404
