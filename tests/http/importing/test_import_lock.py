"""While an import holds the lock, writers are told to try again, and readers notice nothing. Only moving the rows holds it."""

from typing import Any

import pytest

from queue_app.store.db.engine import Doors
from queue_app.store.importing import items
from queue_app.usecases.importing import prepared_import as module
from tests.conftest import BOTH_ENGINES
from tests.http.site import Site
from tests.imports import MIXED, imports

pytestmark = BOTH_ENGINES

JSON = {"Accept": "application/json"}


def test_others_are_told_to_come_again_and_can_read(
    site: Site, impatient_doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = site.browser(site.cast.alice)
    address, told, start = f"/teams/{site.cast.team}/add", [], items.start
    site.app.extensions["doors"] = impatient_doors

    def under_the_lock(*given: Any) -> None:
        start(*given)
        told.append(alice.post(address, {"title": "Mine"}))
        told.append(alice.post(address, {"title": "Mine"}, headers=JSON))
        told.append(alice.get(f"/teams/{site.cast.team}"))

    monkeypatch.setattr(items, "start", under_the_lock)
    imports(site.cast, MIXED)
    refused, for_programs, page = told
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert "Topmost is busy" in refused.text
    assert "Try again in 2 seconds." in refused.text
    assert (for_programs.status_code, for_programs.json["code"]) == (503, "database_busy")
    assert for_programs.headers["Retry-After"] == "2"
    assert page.status_code == 200
    assert "Running" not in page.text
    assert alice.post(address, {"title": "Mine"}).status_code == 303
    assert site.cast.order() == ["Running", "Running too", "Later", "Latest", "Mine"]


def test_nobody_waits_while_the_rows_are_laid_out(
    site: Site, impatient_doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = site.browser(site.cast.alice)
    site.app.extensions["doors"] = impatient_doors
    real, told = items.lay_out, []

    def meanwhile(*given: Any) -> None:
        real(*given)
        told.append(alice.post(f"/teams/{site.cast.team}/add", {"title": "Mine"}).status_code)

    monkeypatch.setattr(module.importing, "lay_out", meanwhile)
    imports(site.cast, MIXED)
    assert told == [303]
    assert site.cast.order() == ["Mine", "Running", "Running too", "Later", "Latest"]


def test_the_temporary_table_goes_with_its_connection(site: Site) -> None:
    for title in ("A", "B"):
        imports(site.cast, f"title\n{title}\n")
    with site.cast.doors.reading() as conn, pytest.raises(Exception, match="arriving"):
        conn.exec_driver_sql("SELECT * FROM arriving")
    assert site.cast.order() == ["A", "B"]
