"""A document whose lists are decoded entry by entry equals the JSON value, and gets the same refusals."""

import json

import pytest

from queue_app.domain.exporting.entries import Entries, parse_export
from queue_app.domain.well_formed import Malformed

SAME = [
    {"format": "topmost", "items": [{"a": 1}, {"b": [{"c": "]}"}, 2]}], "left_out": ["x", "y"]},
    {"items": [], "events": [{"words": 'quoted "[{" and \\ backslash'}], "settings": {"days": [{"x": 1}]}},
    {"items": [{"a": 1}, 2], "mixed": [[{"a": 1}], {"b": 2}], "none": None},
    {"na\nme": [{"ä": "ß"}]},
    [{"a": 1}],
    "text",
]


def plain(value):
    """The value with all entries decoded."""
    return {name: list(inner) if isinstance(inner, Entries) else inner for name, inner in value.items()}


@pytest.mark.parametrize("value", SAME)
@pytest.mark.parametrize("indent", [None, 2])
def test_it_says_the_same(value, indent):
    parsed = parse_export(json.dumps(value, indent=indent, ensure_ascii=False).encode())
    assert (plain(parsed) if isinstance(parsed, dict) else parsed) == value


def test_long_lists_are_decoded_one_by_one():
    parsed = parse_export(b'{"items": [{"a": 1}, {"a": 2}], "few": []}')
    assert isinstance(parsed["items"], Entries)
    assert (len(parsed["items"]), list(parsed["items"])) == (2, [{"a": 1}, {"a": 2}])


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"a": 1}', '{"items": [{"a": 1} {"a": 2}]}', '{"items": [{"a": 1},]}', '{"items": [{"a": 1, "a": 2}]}',
        '{"items": [{"a": 1}], "items": []}', '{"items": [{"a": NaN}]}', '{"items": [{"a": 1}]]}', "[" * 50 + "]" * 50,
        '{"items": [{"a": "unfinished}]}',
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused(text):
    with pytest.raises(Malformed):
        plain(parse_export(text.encode()))
