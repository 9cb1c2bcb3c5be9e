"""A file that is not a whole backup, or does not fit here, is refused with a sentence, and the place stays as it was."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import inspect, make_url, text

from queue_app.store.backup.make import make_backup
from queue_app.store.backup.manifest import NoBackup
from queue_app.store.backup.restore import restore
from queue_app.store.db import migrate, version
from queue_app.store.db.migrate import NotUpgraded
from queue_app.usecases.transaction import utc_now
from tests.migrations.databases import fill, looking_at

ONE_ENGINE = pytest.mark.parametrize("new_database", ["sqlite"], indirect=True)
"""The file is the same on both."""

ONE_POSTGRES = pytest.mark.parametrize(
    "new_database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture(scope="module")
def kept():
    """{engine: a whole backup of it}."""
    return {}


@pytest.fixture
def made(new_database, kept, tmp_path):
    """A whole backup, as bytes. It is made once for each engine."""
    url = new_database()
    engine = make_url(url).get_backend_name()
    if engine not in kept:
        migrate.upgrade(url)
        fill(url, version.head())
        target = io.BytesIO()
        make_backup(url, target, tmp_path, utc_now())
        kept[engine] = target.getvalue()
    return kept[engine]


@pytest.fixture
def refused(new_database, tmp_path):
    """Tries to restore these bytes; the sentence, after a look whether the place is still empty."""
    url = new_database()

    def attempt(content):
        file = tmp_path / "tried.topmost"
        file.write_bytes(content)
        with pytest.raises((NoBackup, NotUpgraded)) as said:
            restore(url, file, utc_now(), keep_access=False)
        assert is_empty(url)
        return str(said.value)

    return attempt


def is_empty(url):
    database = Path(make_url(url).database)
    if url.startswith("sqlite"):
        return not database.exists() and not list(database.parent.glob("topmost-restore-*"))
    with looking_at(url) as conn:
        return inspect(conn).get_table_names() == []


def rewritten(content, name, change):
    """The backup with one of its members changed by somebody who knows how ZIP files are made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            body = old.read(member)
            new.writestr(member, change(body) if member == name else body)
    return out.getvalue()


def with_manifest(content, **other):
    return rewritten(content, "manifest.json", lambda body: json.dumps(json.loads(body) | other).encode())


def part_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = [info for info in opened.infolist() if info.filename != "manifest.json"]
    return max(parts, key=lambda info: info.file_size).filename


@ONE_ENGINE
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_off(made, refused, share):
    assert "cut off" in refused(made[: int(len(made) * share)])


@ONE_ENGINE
@pytest.mark.parametrize(
    "content", [b"", b"title\nSearch\n", b"SQLite format 3\0" + b"\0" * 5000], ids=["empty", "csv", "sqlite"]
)
def test_a_file_that_is_something_else(refused, content):
    assert "The file is no backup" in refused(content)


@ONE_POSTGRES
@pytest.mark.parametrize(
    ("old", "new"), [(b"in_progress", b"in-progress"), (b"2026-11-", b"2026-31-")], ids=["a rule", "a day"]
)
def test_rows_that_the_database_cannot_hold(made, refused, old, new):
    """Somebody changed rows and the checksums with them."""
    changed = rewritten(made, "rows/item", lambda body: body.replace(old, new))
    with zipfile.ZipFile(io.BytesIO(changed)) as opened:
        rows, manifest = opened.read("rows/item"), json.loads(opened.read("manifest.json"))
    manifest["parts"]["rows/item"] = {"size": len(rows), "sha256": hashlib.sha256(rows).hexdigest()}
    assert "do not fit" in refused(with_manifest(changed, parts=manifest["parts"]))


@ONE_ENGINE
def test_a_place_that_takes_no_file(made, tmp_path):
    file = tmp_path / "a.topmost"
    file.write_bytes(made)
    with pytest.raises(NoBackup, match="No such file or directory"):
        restore(f"sqlite:///{tmp_path}/no/folder/a.sqlite3", file, utc_now(), keep_access=False)


@ONE_ENGINE
def test_a_zip_of_somebody_else(refused):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        opened.writestr("manifest.json", '{"name": "a web page"}')
    assert refused(out.getvalue()) == "This is not a backup of Topmost."


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.97])
def test_a_bit_that_fell_over(made, new_database, tmp_path, share):
    """It is refused, or it was a byte that says nothing, and what comes back is what was written."""
    changed = bytearray(made)
    changed[int(len(made) * share)] ^= 0x10
    file, url = tmp_path / "changed.topmost", new_database()
    file.write_bytes(changed)
    try:
        restore(url, file, utc_now(), keep_access=True)
    except NoBackup:
        assert is_empty(url)
    else:
        with looking_at(url) as conn:
            assert version.current(conn) == version.head()


@ONE_ENGINE
def test_a_part_that_was_changed_on_purpose(made, refused):
    assert "was changed" in refused(rewritten(made, part_of(made), lambda body: body[:-1] + b"?"))


@ONE_ENGINE
def test_a_part_that_is_longer_than_it_says(made, refused):
    assert "was changed" in refused(rewritten(made, part_of(made), lambda body: body + b"\n"))


def test_a_part_that_is_missing(made, refused):
    assert "missing" in refused(with_manifest(made, parts={}))


def test_rows_that_the_manifest_does_not_tell_of(made, refused):
    assert "not those of its manifest" in refused(with_manifest(made, teams={"1": 999_999}))


@ONE_ENGINE
def test_a_backup_of_a_later_version(made, refused):
    assert "Restore it with version 9.1 or later" in refused(
        with_manifest(made, revision="2999_01_01_x", version="9.1")
    )
    assert "Restore it with version 9.1 or later" in refused(with_manifest(made, format=2, version="9.1"))


def test_a_backup_of_another_kind_of_database(made, refused):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        engine = json.loads(opened.read("manifest.json"))["engine"]
    assert "Set DATABASE_URL to an empty database of the same kind" in refused(
        with_manifest(made, engine=other[engine])
    )


def test_a_place_that_is_not_empty(made, new_database, tmp_path):
    url, file = new_database(), tmp_path / "a.topmost"
    file.write_bytes(made)
    with looking_at(url) as conn:
        conn.execute(text("CREATE TABLE theirs (x INTEGER)"))
    with pytest.raises(NoBackup, match="already"):
        restore(url, file, utc_now(), keep_access=False)


@ONE_ENGINE
def test_a_file_that_is_not_there(new_database, tmp_path):
    with pytest.raises(NoBackup, match="No such file"):
        restore(new_database(), tmp_path / "none", utc_now(), keep_access=False)
