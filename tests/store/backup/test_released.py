"""What an earlier version backed up, this one restores and upgrades."""

import re

import pytest
from sqlalchemy import func, select

from queue_app import __version__
from queue_app.store.backup.restore import restore
from queue_app.store.db import version
from queue_app.store.tables import EVENT, ITEM, PERSON
from queue_app.usecases.transaction import utc_now
from tests.backups.make import FOLDER
from tests.house.source import ROOT
from tests.migrations.databases import looking_at

WITHOUT = {"0.1.0"}
"""Releases that had no backup yet."""

RELEASED = sorted(FOLDER.glob("*.topmost"))


def parameters():
    for file in RELEASED:
        engine = file.stem.rpartition("-")[2]
        marks = [pytest.mark.postgres] if engine == "postgres" else []
        yield pytest.param(engine, file, marks=marks, id=file.name)


@pytest.mark.parametrize(("new_database", "file"), list(parameters()), indirect=["new_database"])
def test_it_is_restored_and_upgraded(file, new_database):
    url = new_database()
    manifest = restore(url, file, utc_now(), keep_access=False)
    assert file.name.startswith(f"{manifest.version}-")
    with looking_at(url) as conn:
        assert version.schema(conn) is version.Schema.CURRENT
        for table in (EVENT, ITEM, PERSON):
            assert conn.scalar(select(func.count()).select_from(table)) > 0


def test_each_release_left_one_of_each_engine():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = set(re.findall(r"^## (\d+\.\d+\.\d+), ", changelog, re.MULTILINE))
    assert __version__ in released
    wanted = {f"{version}-{engine}" for version in released - WITHOUT for engine in ("sqlite", "postgres")}
    assert {file.stem for file in RELEASED} == wanted
