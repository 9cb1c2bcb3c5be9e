"""Long JSON is read record by record, with the same result as when it is read as a whole."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from queue_app.domain.importing.decoding import long_json as module
from queue_app.domain.importing.decoding.json_values import read_json
from queue_app.domain.importing.decoding.long_json import LongList, long_json
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.looking import source_of as looking
from queue_app.domain.importing.looking.kinds import tool_of_json
from queue_app.domain.importing.looking.look import look_at
from queue_app.domain.importing.looking.report import report

EXPORTS = sorted(Path(__file__).parents[1].glob("exports/*.json"))
RECORD = {"id": 1, "name": "Größe “ändern” 🙂", "parts": [{"a": [1, 2]}, {}], "text": 'a "quoted" \\ sign'}


@pytest.fixture(autouse=True)
def _everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONG", 1)
    monkeypatch.setattr(module, "PIECE", 16)


@pytest.mark.parametrize(
    "value",
    [
        [RECORD],
        [RECORD, {}, RECORD],
        {"board": "B", "cards": [RECORD, RECORD], "count": 12, "none": None, "names": ["a", "b"], "empty": []},
        {"issues": [RECORD], "nested": {"lists": [RECORD]}},
    ],
)
@pytest.mark.parametrize("how", [{}, {"ensure_ascii": False}, {"indent": 2}])
def test_it_says_what_the_whole_text_says(value: Any, how: Any) -> None:
    raw = json.dumps(value, **how).encode()
    found = long_json(raw)
    assert found is not None
    assert _plain(found) == value == read_json(raw.decode()).value


def test_its_lists_are_asked_as_lists_are() -> None:
    found = long_json(json.dumps([{"n": n} for n in range(5)]).encode())
    assert isinstance(found, LongList)
    assert (len(found), bool(found), found[0], found[-1], found[1:3]) == (
        5,
        True,
        {"n": 0},
        {"n": 4},
        [{"n": 1}, {"n": 2}],
    )
    assert sorted(found, key=lambda one: -one["n"])[0] == {"n": 4}
    with pytest.raises(IndexError):
        found[5]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1}, {"a"',
        '[{"a": 1}] [{"a": 2}]',
        "[1, 2]",
        "[]",
        '[{"a": 1}, 2]',
        '{"a": [{"b": 1}',
        "{'a': 1}",
        '[{"a": 1},]',
        '"a"',
    ],
)
def test_what_is_broken_or_of_another_shape_is_left_to_the_whole_text(text: str) -> None:
    assert long_json(text.encode()) is None


def test_bytes_that_are_no_utf_8_are_left_to_the_whole_text() -> None:
    assert long_json('[{"a": "Größe"}]'.encode("cp1252")) is None


@pytest.mark.parametrize("file", EXPORTS, ids=lambda file: file.name)
def test_every_export_says_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = file.read_bytes()
    long = report(look_at(raw))
    monkeypatch.setattr(looking, "long_json", lambda _: None)
    assert long == report(look_at(raw))


def test_the_values_are_never_there_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In addition to the bytes, a list of records stores only their positions."""
    monkeypatch.setattr(module, "PIECE", 64 * 1024)
    raw = json.dumps([RECORD | {"id": n} for n in range(5_000)]).encode()
    tracemalloc.start()
    found = long_json(raw)
    taken = sum(len(record["name"]) for record in found or ())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken == 5_000 * len(RECORD["name"])
    assert peak < len(raw) / 2


def test_knowing_the_tool_decodes_a_few_records_only(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [RECORD | {"number": n, "title": "T", "state": "open", "url": "u"} for n in range(1_000)]
    found, decoded, of = long_json(json.dumps(records).encode()), [], LongList._decoded

    def counted(self: LongList, nth: int) -> Any:
        decoded.append(nth)
        return of(self, nth)

    monkeypatch.setattr(LongList, "_decoded", counted)
    tool = tool_of_json(found)
    assert tool is not None
    assert (tool.kind, len(decoded) < 30) == ("github", True)


def test_a_look_with_answers_reads_it_too() -> None:
    raw = json.dumps(
        [{"number": n, "title": f"T{n}", "state": "open", "labels": [], "assignees": []} for n in range(3)]
    )
    assert look_at(raw.encode(), ImportAnswers({"order": "turned"})).kind == "github"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return list(value) if isinstance(value, list) else value
