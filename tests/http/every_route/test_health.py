"""Liveness and readiness: the process runs; the database answers, has this version and accepts writes."""

import pytest

from queue_app import __version__
from queue_app.store.db import ready
from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.readiness import find_problem
from queue_app.usecases.transaction import utc_now
from tests.conftest import BOTH_ENGINES
from tests.usecases.test_faults import full_disk
from tests.versions import FUTURE, of_version


def test_all_is_well(site):
    for path, said in (("/livez", "ok\n"), ("/readyz", f"ok, version {__version__}\n")):
        answer = site.browser().get(path)
        assert (answer.status_code, answer.text) == (200, said)


@BOTH_ENGINES
def test_being_asked_writes_nothing(site):
    before = site.mark()
    site.browser().get("/readyz")
    assert site.mark() == before


@BOTH_ENGINES
@pytest.mark.parametrize("revision", [FUTURE, None])
def test_another_schema_is_not_ready(site, revision, doors):
    with of_version(doors, revision):
        answer = site.browser().get("/readyz")
    assert answer.status_code == 503
    assert ("newer" if revision else "older") in answer.text
    assert site.browser().get("/livez").status_code == 200


def test_a_database_that_is_away_is_not_ready(tmp_path):
    away = open_engine(f"sqlite:///{tmp_path / 'no' / 'folder' / 'a.sqlite3'}")
    assert ready.find_problem(Doors(away)) == "the database does not answer"


def test_a_database_that_takes_no_writes_is_not_ready(doors, monkeypatch):
    def full(_):
        raise DatabaseBusy

    monkeypatch.setattr(Doors, "writing", full)
    assert ready.find_problem(doors) == "the database takes no writes"


@pytest.mark.parametrize("doors", ["sqlite"], indirect=True)
def test_a_full_disk_is_seen_by_a_real_write_and_said(doors):  # R5
    now = utc_now()
    assert find_problem(doors, now, write=True) is None
    with full_disk(doors):
        assert find_problem(doors, now, write=False) is None, "nothing reaches the disk"
        said = find_problem(doors, now, write=True)
    assert said is not None
    assert "disk" in said
    assert find_problem(doors, now, write=True) is None
