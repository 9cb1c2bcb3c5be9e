"""Odd files with the command: read as they are meant, or refused with line and reason, without writing anything."""

from pathlib import Path

import pytest

from queue_app.store.tables import ITEM
from tests.cast import Cast
from tests.cli.test_import_file import Flask
from tests.imports import count
from tests.odd_files import FINISHED, REFUSED, TAKEN


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
def test_it_is_taken(flask: Flask, cast: Cast, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    result = flask("import", str(tmp_path / "odd.csv"), "--team", "Tigers")
    assert (result.exit_code, count(cast, ITEM)) == (0, 1)
    item = cast.item(1)
    assert (item.title, item.finished_on, item.finished_at) == ("A", FINISHED, None)


@pytest.mark.parametrize(("content", "line", "reason"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(flask: Flask, cast: Cast, tmp_path: Path, content: bytes, line: int, reason: str) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    result = flask("import", str(tmp_path / "odd.csv"), "--team", "Tigers")
    assert result.exit_code == 1
    (told,) = [said for said in result.stderr.splitlines() if said.startswith("line ")]
    assert told.startswith(f"line {line}, ")
    assert reason in told
    assert count(cast, ITEM) == 0


def test_headings_without_rows_bring_nothing(flask: Flask, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_bytes(b"title,finished\n")
    result = flask("import", str(tmp_path / "odd.csv"), "--team", "Tigers")
    assert (result.exit_code, result.stdout.splitlines()[0][:10]) == (0, "0 imported")
