"""An import of very many rows: the page shows its progress, also when opened again, and a cancelled import changes nothing."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

import pytest

from queue_app.domain.team.rights import Role
from queue_app.service.process import long_imports
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.importing import under_way as rows
from queue_app.store.importing.uploads import UploadOwner
from queue_app.usecases.importing import prepared_import, under_way, uploads
from queue_app.usecases.team.members import set_role
from queue_app.usecases.transaction import in_transaction, utc_now
from tests import given
from tests.http.importing.bringing import brought
from tests.http.reading import Person, Shown
from tests.http.site import Site
from tests.imports import MIXED


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Treat every import as large, and let it wait at the gate before it writes."""
    opened, lay_out = threading.Event(), prepared_import.Import.lay_out

    def waits(self: Any, connection: Any) -> None:
        opened.wait(20)
        lay_out(self, connection)

    monkeypatch.setattr(long_imports, "MANY", 1)
    monkeypatch.setattr(prepared_import.Import, "lay_out", waits)
    yield opened
    opened.set()


def ended(bob: Person, address: str) -> Shown:
    """The page of the import once it has ended."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        page = bob.look(address)
        if not any(
            words in page.words for words in ("are being prepared", "are written", "being cancelled", "is being read")
        ):
            return page
        time.sleep(0.05)
    raise AssertionError("it goes on for ever")


def test_a_long_import_says_how_far_it_is_and_ends(site: Site, gate: threading.Event) -> None:
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED)
    page = bob.press(bob.look(address), "Import 6 items", wip="raise")
    assert "6 items are being prepared." in page.words
    answer = bob.browser.get(address)
    assert answer.headers["Refresh"] == "2"
    assert site.rows("item") == []
    gate.set()
    assert "6 items imported" in ended(bob, address).words
    assert len(site.rows("item")) == 6


def test_a_cancelled_one_changes_nothing(site: Site, gate: threading.Event) -> None:
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED)
    before = site.revision(site.cast.team)
    page = bob.press(bob.look(address), "Import 6 items", wip="raise")
    assert "It is being cancelled." in bob.press(page, "Cancel the import").words
    gate.set()
    page = ended(bob, address)
    assert "The import was cancelled. Nothing was changed." in page.words
    assert "6 items come in" in page.words
    assert (site.rows("item"), site.revision(site.cast.team)) == ([], before)


def test_a_refusal_meanwhile_is_told(site: Site, gate: threading.Event) -> None:
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED.replace("p2,", "p3,Third,2026-11-20,,,\np4,Fourth,2026-11-20,,,\np2,"))
    gate.set()
    bob.press(bob.look(address), "Import 8 items")
    assert "in progress" in ended(bob, address).words
    assert site.rows("item") == []


def test_a_large_file_is_read_on_its_own_before_and_after_it_is_looked_at(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading also shows its progress and can be cancelled. Errors in the file are reported at the end."""
    opened, read = threading.Event(), uploads.read_file
    monkeypatch.setattr(uploads, "read_file", lambda *given: (opened.wait(20), read(*given))[1])
    monkeypatch.setattr(long_imports, "LARGE", 1)
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED)
    assert "Reading the file" in bob.look(address).words
    assert bob.browser.get(address).headers["Refresh"] == "2"
    opened.set()
    page = ended(bob, address)
    assert "6 items come in" in page.words
    assert "6 items come in" in ended(bob, bob.press(page, "Check again") and address).words
    bob.press(bob.look(address), "Import 6 items", wip="raise")
    assert "6 items imported" in ended(bob, address).words
    broken = ended(bob, brought(site, bob.browser, "%PDF and so on"))
    assert "This file is not text." in broken.words
    assert "Choose" in broken.words


def test_another_large_file_does_not_take_the_place_of_one_on_its_way(
    site: Site, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED)
    bob.press(bob.look(address), "Import 6 items", wip="raise")
    monkeypatch.setattr(long_imports, "LARGE", 1)
    sent = {"file": (BytesIO(MIXED.encode()), "second.csv")}
    refused = bob.browser.post(f"/teams/{site.cast.team}/import", sent, content_type="multipart/form-data")
    assert "Other large imports are running." in refused.text
    gate.set()
    assert "6 items imported" in ended(bob, address).words


def other_process(site: Site, address: str, **told: Any) -> UploadOwner:
    """The file of this address is imported by another process, which last said so now, or as `told`."""
    whose, file = UploadOwner(site.cast.team, site.cast.bob), address.rsplit("/", 1)[1]
    doors = site.cast.doors
    in_transaction(doors, under_way.begin, whose=whose, file=file, now=utc_now())
    how = {"done": 4, "of": 6, "now": utc_now()} | told
    in_transaction(doors, partial(rows.tell, whose=whose, file=file, **how))
    return whose


def test_another_process_says_how_far_it_is_and_cancels_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_imports, "MANY", 1)
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED)
    whose = other_process(site, address)
    page = bob.look(address)
    assert "4 of 6 items are written." in page.words
    second = bob.look(brought(site, bob.browser, MIXED.replace("Old", "Other")))
    assert "Other large imports are running." in bob.press(second, "Import 6 items", wip="raise").words
    assert "It is being cancelled." in bob.press(page, "Cancel the import").words
    with site.cast.doors.reading() as conn:
        assert under_way.of_file(conn, whose, address.rsplit("/", 1)[1]).cancelled


def test_of_one_whose_process_died_nobody_says_that_it_goes_on(site: Site) -> None:
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED)
    other_process(site, address, now=utc_now() - rows.SILENT)
    page = bob.look(address)
    assert "The import did not end well." in page.words
    assert "6 items imported" in bob.press(page, "Import 6 items", wip="raise").words


def test_nobody_else_sees_or_ends_it(site: Site, gate: threading.Event) -> None:
    """Another manager with the address learns nothing, and the messages to its owner stay."""
    bob, other = Person(site.browser(site.cast.bob)), site.browser(another_manager(site))
    address = brought(site, bob.browser, MIXED)
    bob.press(bob.look(address), "Import 6 items", wip="raise")
    assert other.get(address).status_code == 303
    assert other.post(f"{address}/cancel").status_code == 303
    bob.press(bob.look(address), "Cancel the import")
    gate.set()
    ended(bob, address)
    assert other.get(address).status_code == 303
    assert "The import was cancelled." in bob.look(address).words


def test_one_that_fails_does_not_say_that_nothing_was_changed(
    site: Site, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is lost after COMMIT."""
    bob = Person(site.browser(site.cast.bob))
    address = brought(site, bob.browser, MIXED)
    gate.set()
    with monkeypatch.context() as lost:
        lost.setattr(uploads, "close", _lost)
        bob.press(bob.look(address), "Import 6 items", wip="raise")
        page = ended(bob, address)
    assert "Nothing was changed" not in page.words
    assert "did not end well" in page.words
    assert len(site.rows("item")) == 6


def test_a_second_one_of_a_person_waits_for_the_first(site: Site, gate: threading.Event) -> None:
    bob = Person(site.browser(site.cast.bob))
    bob.press(bob.look(brought(site, bob.browser, MIXED)), "Import 6 items", wip="raise")
    second = bob.look(brought(site, bob.browser, MIXED))
    assert "Other large imports are running." in bob.press(second, "Import 6 items", wip="raise").words


def another_manager(site: Site) -> int:
    dora = given.member(site.cast, "Dora")
    site.cast.do(set_role, person=dora, role=Role.MANAGER)
    return dora


def _lost(*_: Any, **__: Any) -> None:
    raise DatabaseBusy
