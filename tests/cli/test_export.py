"""`topmost export`: `topmost import` can read the file back, and any CSV reader can read the table."""

import csv
import io
import json
import stat
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from queue_app.usecases.cover.areas import add_area
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast

Flask = Callable[..., Result]


def worked(cast: Cast) -> None:
    area = cast.do(add_area, name="Shop, front").result["area"]
    cast.add("=Done", "Running", 'First, "quoted"', "Dropped", "Second")
    cast.do(edit, item=3, reference="SHOP-3", areas=[area])
    cast.do(pull_top)
    cast.do(pull_top)
    cast.do(finish, item=1)
    cast.do(drop, item=4, reason="No.")


def test_the_file_comes_back_whole_and_a_second_time_as_items(flask: Flask, cast: Cast, tmp_path: Path) -> None:
    worked(cast)
    file = tmp_path / "tigers.json"
    assert flask("export", "--team", "Tigers", "-o", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["tigers.json"]
    seen = json.loads(flask("import", "look", str(file), "--json").stdout)
    assert (seen["kind"], seen["rows"], seen["waiting"], seen["running"], seen["finished"], seen["dropped"]) == (
        *("topmost", 5),
        *(2, 1, 1, 1),
    )
    assert (seen["order"], seen["areas"], seen["questions"], seen["problems"]) == (["SHOP-3", "Second"], 1, [], [])
    whole = flask("import", str(file), "--team", "Others")
    assert whole.exit_code == 0, whole.output
    assert whole.stdout.startswith("5 imported: 1 finished, 1 in progress, 2 waiting, 1 dropped")
    again = json.loads(flask("export", "--team", "Others").stdout)
    assert [item["title"] for item in again["items"]] == ["=Done", "Running", 'First, "quoted"', "Dropped", "Second"]
    more = flask("import", str(file), "--team", "Others", "--wip", "wait")
    assert "already known" in more.stdout
    assert "events (" in more.stdout, "what stays behind is told"


def test_a_broken_file_says_where(flask: Flask, cast: Cast, tmp_path: Path) -> None:
    worked(cast)
    file = tmp_path / "tigers.json"
    flask("export", "--team", "Tigers", "-o", str(file))
    whole = file.read_text()
    file.write_text(whole.replace('"Running"', '"Standing"', 1))
    refused = flask("import", str(file), "--team", "Others")
    assert refused.exit_code == 1
    assert "Nothing was imported." in refused.stderr
    assert "line 2, items title: The history says Running, and the file says Standing." in refused.stderr
    file.write_text(whole[:-200])
    assert "This export is broken: it is not JSON." in flask("import", str(file), "--team", "Others").stderr
    unknown = flask("import", str(file), "--team", "Others", "--map", "Nora=nora@example.org")
    assert unknown.exit_code != 0


def test_the_table_is_read_by_the_reader_of_tables(flask: Flask, cast: Cast, tmp_path: Path) -> None:
    worked(cast)
    text = flask("export", "--team", "Tigers", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["ID"], row["Name"], row["State"], row["Position"]) for row in rows] == [
        ("1", "'=Done", "finished", ""),
        ("2", "Running", "in progress", ""),
        ("3", 'First, "quoted"', "waiting", "1"),
        ("4", "Dropped", "dropped", ""),
        ("5", "Second", "waiting", "2"),
    ]
    assert (rows[0]["Started Date"], rows[0]["Closed Date"], rows[0]["Cycle Days"]) == ("2026-11-23", "2026-11-23", "0")
    assert (rows[3]["Closed Date"], rows[3]["Dropped Date"]) == ("", "2026-11-23")
    (tmp_path / "items.csv").write_text(text)
    seen = json.loads(flask("import", "look", str(tmp_path / "items.csv"), "--json").stdout)
    assert (seen["kind"], seen["waiting"], seen["running"], seen["finished"], seen["dropped"]) == ("csv", 2, 1, 1, 1)
    assert (seen["with_start"], seen["order"], seen["questions"]) == (2, ["SHOP-3", "Second"], [])
